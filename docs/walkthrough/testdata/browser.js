// What readers and lecturers do with the pages, for browser_test.go: each page is opened in
// a frame of the size of a screen.
const wrong = [], states = [], wait = ms => new Promise(done => setTimeout(done, ms));
const check = (name, got, want) => {
  if (JSON.stringify(got) !== JSON.stringify(want)) wrong.push(`${name}: ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
};
const open = async (page, width, height, hash = '') => {
  const frame = document.createElement('iframe');
  Object.assign(frame, { width, height, src: `${page}.html${hash}` }).style.border = 0;
  document.body.replaceChildren(frame);
  await new Promise(done => { frame.onload = done; });
  const w = frame.contentWindow;
  w.onerror = message => wrong.push(`${page}: the console says ${message}`);
  w.all = s => [...w.document.querySelectorAll(s)];
  w.find = s => w.document.querySelector(s);
  w.box = s => w.find(s).getBoundingClientRect();
  w.key = (key, options = {}, target = w.document.activeElement) => {
    const go = target.dispatchEvent(new w.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }));
    if (go && key === ' ' && target.matches('button')) target.click(); // as browsers do
  };
  return w;
};

// Every frame of the film shows what Go draws.
const film = async page => {
  const w = await open(page, 1280, 800), picture = w.find('#picture'), want = picture.cloneNode(false);
  const parts = svg => [...svg.querySelectorAll('use, polygon, polyline, .centers g, .rings circle')]
    .map(e => [...e.attributes].map(a => a.name + a.value.replace(' changed', '')).join());
  frames[page].forEach((frame, f) => {
    want.innerHTML = frame;
    check(`${page}, frame ${f}`, parts(picture), parts(want));
    const marked = f ? [f % 2 ? 'Expectation' : 'Maximization', 'row' + ((f + 1) >> 1)] : [];
    check(`${page}, frame ${f}`, w.all('.half.now, tr.now').map(e => e.dataset.half || e.id), marked);
    w.key('ArrowRight');
  });
};

// What the buttons and keys do: the step, and what is projected.
const controls = async () => {
  const w = await open('slide', 1280, 800);
  const click = s => () => w.find(s).click(), key = (k, o) => () => w.key(k, o), plays = async () => { w.key(' '); await wait(1700); };
  for (const [name, does, want] of [
    ['opened', () => 0, '0'], ['next', click('#next'), '1'], ['back', click('#back'), '0'], ['to the end', click('#last'), '13.5'],
    ["a row's link", async () => { click('#row6 a')(); await wait(100); }, '6'], ['left', key('ArrowLeft'), '5.5'],
    ["alt-left is the browser's", key('ArrowLeft', { altKey: true }), '5.5'], ["Page Down is the browser's", key('PageDown'), '5.5'],
    ['to the start', click('#first'), '0'], ['P', key('p'), '0 film'], ['Page Down', key('PageDown'), '1 film'], ['up', key('ArrowUp'), '0 film'],
    ['End', key('End'), '13.5 film'], ['Home', key('Home'), '0 film'], ['Space plays', plays, '1 film'], ['and pauses', plays, '1 film'], ['Esc', key('Escape'), '1'],
    ['Shift+P', key('P', { shiftKey: true }), '1 film'], ['Caps Lock', key('P'), '1'], ['the button', click('#film .project'), '1 film'], ['again', click('#film .project'), '1'],
    ['P from a grip', () => { w.find('.grip').focus(); w.key('p'); }, '1 bench Given'], ['right', () => { w.document.activeElement.blur(); w.key('ArrowRight'); }, '1 bench E1'],
    ['End', key('End'), '1 bench And so on to the end'], ['Page Up', key('PageUp'), '1 bench M5'], ['Esc', key('Escape'), '1'], ['P', () => { w.scrollTo(0, 0); w.key('p'); }, '1 film'],
  ]) {
    await does();
    const on = w.find('.projected'), rung = on && on.id === 'bench' ? [w.find('article.now h3, article.now b').textContent] : [];
    check(name, [w.document.body.dataset.step, ...on ? [on.id] : [], ...rung].join(' '), want);
  }
};

// Points and centers are moved at random, by mouse and keys. Go compares every number.
const worked = async () => {
  const w = await open('slide', 1280, 800), svg = w.find('#example svg'), grips = w.all('.grip'); // two centers, six points
  w.Element.prototype.setPointerCapture = () => 0;
  w.Element.prototype.hasPointerCapture = () => true;
  svg.scrollIntoView();
  let seed = 1;
  const random = n => (seed = seed * 16807 % 2147483647) % n, points = s => w.all(s).map(e => e.getAttribute('points'));
  const place = row => ['cx', 'cy'].map(a => +grips[row].getAttribute(a)), screen = (x, y) => new w.DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
  const drag = (row, x, y) => {
    for (const [type, p] of [['pointerdown', screen(...place(row))], ['pointermove', screen(x, y)]])
      grips[row].dispatchEvent(new w.PointerEvent(type, { clientX: p.x, clientY: p.y, bubbles: true, cancelable: true }));
    check(`grip ${row} follows`, place(row), [x, y]);
  };
  for (const row of [2, 3]) { // points 0 and 1 lie under centers 0 and 1
    const p = screen(...place(row)), at = x => grips.indexOf(w.document.elementFromPoint(p.x + x, p.y));
    check(`what is grabbed at point ${row - 2}, and beside it`, [at(0), at(row === 2 ? 13 : -13)], [row, row - 2]);
  }
  for (let move = 0; move <= 80; move++) {
    if (move === 80) w.find('#restore').click();
    else if (move === 7) drag(1, ...place(0));
    else if (move % 10 === 9) w.find('#step').click();
    else if (move % 3) drag(random(8), 16 * (1 + random(21)), 16 * (1 + random(15)));
    else if (move) w.key(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'][random(4)], {}, grips[random(8)]);
    const tables = w.all('[data-matrix]').map(e => [e.dataset.matrix, (e.querySelector('tbody') || e).innerHTML.replace(/ class="changed"| changed/g, '')]);
    const numbers = id => [...w.find(`[data-matrix=${id}]`).querySelectorAll('tr')].map(row => [...row.cells].map(c => +(c.title || c.textContent).replace('−', '-')));
    states.push({ X: numbers('X'), M: numbers('M'), Tables: Object.fromEntries(tables), Note: w.find('#note').textContent, Cells: points('#example polygon'), Paths: points('#example polyline') });
  }
  check('put back', states[0], states.at(-1));
};

// What does not fit.
const layout = async () => {
  for (const page of ['slide', 'far']) for (const width of [390, 768, 1280, 1920]) {
    const w = await open(page, width, 800, '#step=2'), scrolls = e => e.scrollWidth > e.clientWidth;
    const cut = e => {
      const r = e.getBoundingClientRect(), s = e.ownerSVGElement.getBoundingClientRect();
      return r.left < s.left - 1 || r.right > s.right + 1 || r.top < s.top - 1 || r.bottom > s.bottom + 1;
    };
    check(`${page}, ${width} wide: too wide, cut off, focused for nothing, scrolled without a sign, words far from the picture`, [
      scrolls(w.document.documentElement), w.all('#picture text, #example text').filter(cut).length, w.all('[tabindex]:not(.grip)').filter(e => !scrolls(e)).length,
      w.all('.scroll').filter(e => scrolls(e) && w.getComputedStyle(e).backgroundImage === 'none').length,
      width < 1000 && w.box('#film figcaption').top - w.box('#picture').bottom > 60], [false, 0, 0, 0, false]);
  }
  for (const page of ['slide', 'differ', 'empty', 'tie', 'far', 'worse']) {
    const w = await open(page, 1280, 800, '#step=1'), rungs = w.all('.rung').map(e => e.getBoundingClientRect());
    check(`${page}: below the screen`, ['#picture .x.name', '#curve'].filter(s => w.box(s).bottom > 800), []);
    check(`${page}: two rungs are high`, rungs.slice(1).filter((r, i) => r.bottom - rungs[i].top > 800).length, 0);
  }
  for (const [width, height] of [[1280, 720], [1920, 1080]]) {
    const w = await open('far', width, height, '#step=2'), misfit = s => w.box(s).bottom > height + 1 || w.box(s).right > width + 1 || w.box(s).height < 20;
    w.key('p');
    check(`projected, ${width} wide`, ['#film', '#picture', '#lines', '#film figcaption', '#controls', '#curve', '.half p'].filter(misfit), []);
    check('small', [w.box('#picture').width < width / 2, parseFloat(w.getComputedStyle(w.find('.half .formula')).fontSize) < height / 30], [false, false]);
    w.key('Escape');
    w.find('#bench .project').click();
    w.all('#rungs article').forEach(() => {
      check(`projected, ${width} wide: ${w.find('article.now').id}`, ['#example svg', '#restore', 'article.now'].filter(misfit), []);
      w.key('ArrowRight', {}, w.document.body);
    });
  }
};

(async () => {
  for (const part of [() => film('slide'), () => film('certain'), controls, worked, layout]) {
    try { await part(); } catch (e) { wrong.push(`${e} ${e.stack}`); }
  }
  await fetch('/found', { method: 'POST', body: JSON.stringify({ wrong, states }) });
})();
