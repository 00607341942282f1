'use strict';
// The run as a film. Go has computed and drawn everything (picture.go, page.go); this
// shows one frame instead of another. Frame 0 is the start; then step s has two, its
// Expectation 2s − 1 and its Maximization 2s.
{
  const find = id => document.getElementById(id);
  const scenes = JSON.parse(find('scenes').textContent), last = 2 * (scenes.length - 1);
  const picture = find('picture'), part = name => [...picture.querySelectorAll(name)];
  const points = part('.points use'), cells = part('.cells polygon'), paths = part('.paths polyline');
  const centers = part('.centers g'), rings = part('.rings')[0], spokes = part('.spokes')[0];
  const costs = document.querySelector('#curve polyline').getAttribute('points').split(' ');
  const slider = find('slider'), play = find('play');
  const rungs = [...document.querySelectorAll('#rungs article')];
  let now = 0, timer = 0, rung = 0, scrolled = 0;
  slider.max = last;

  const show = f => {
    now = Math.max(0, Math.min(last, f));
    const step = now + 1 >> 1, half = now % 2 ? 'Expectation' : now ? 'Maximization' : '';
    const scene = scenes[step], past = scenes.slice(0, (now >> 1) + 1), at = past[now >> 1].Centers;
    points.forEach((p, i) => {
      const y = scene.Labels[i], changed = now % 2 && step > 1 && y !== scenes[step - 1].Labels[i];
      p.setAttribute('href', y < 0 ? '#mark' : '#mark' + (y + Math.floor(y / 8)) % 8);
      p.setAttribute('class', (y < 0 ? 'c' : 'c' + y % 8) + (changed ? ' changed' : ''));
    });
    cells.forEach((c, j) => c.setAttribute('points', (scene.Cells || [])[j] || ''));
    paths.forEach((p, j) => p.setAttribute('points', past.map(scene => scene.Centers[j] + ' ').join('')));
    centers.forEach((c, j) => c.setAttribute('transform', `translate(${at[j]})`));
    const lines = at.map(() => ''); // in the Maximization, from every point to its mean
    if (half === 'Maximization') points.forEach((p, i) => {
      lines[scene.Labels[i]] += `M${p.getAttribute('x')},${p.getAttribute('y')}L${at[scene.Labels[i]]}`;
    });
    spokes.innerHTML = lines.map((d, j) => `<path class="c${j % 8}" d="${d}"/>`).join('');
    rings.innerHTML = (scene.Rings || []).map(i =>
      `<circle cx="${points[i].getAttribute('x')}" cy="${points[i].getAttribute('y')}" r="8"/>`).join('');
    picture.setAttribute('class', half);

    find('title').textContent = now ? `Step ${step} of ${scenes.length - 1}: ${half}` : 'The start';
    find('caption').textContent = scene.Says[now % 2];
    slider.value = now;
    slider.setAttribute('aria-valuetext', find('title').textContent);
    for (const e of document.querySelectorAll('#lines .half')) e.classList.toggle('now', e.dataset.half === half);
    const mark = document.querySelector('#curve .now');
    mark.style.display = now ? '' : 'none';
    mark.setAttribute('transform', `translate(${now ? costs[now - 1] : 0})`);
    for (const row of document.querySelectorAll('#steps tbody tr[id]')) {
      const here = row.id === 'row' + step;
      row.classList.toggle('now', here);
      if (here) row.setAttribute('aria-current', 'step'); else row.removeAttribute('aria-current');
    }
    document.body.dataset.step = address();
  };

  // The address: 3 is the Expectation of step 3, and 3.5 its Maximization.
  const address = () => now ? (now + 1) / 2 : 0;

  // read shows the frame in the address, or the nearest one before it.
  const read = () => {
    const match = /^#step=([\d.]+)$/.exec(location.hash);
    if (match) show(Math.floor(2 * match[1]) - 1);
    return match;
  };

  // go shows a frame because the reader asked for it, and writes it in the address.
  const go = f => {
    show(f);
    history.replaceState(null, '', '#step=' + address());
  };

  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = '▶ Play';
    play.setAttribute('aria-pressed', 'false');
  };
  const toggle = () => {
    if (timer) return stop();
    if (now === last) go(0);
    timer = setInterval(() => {
      go(now + 1);
      if (now === last) stop();
    }, 1100);
    play.textContent = '❚❚ Pause';
    play.setAttribute('aria-pressed', 'true');
  };

  const moves = { first: () => 0, back: () => now - 1, next: () => now + 1, last: () => last };
  for (const name in moves) {
    const to = moves[name];
    moves[name] = () => { stop(); go(to()); };
    find(name).onclick = moves[name];
  }
  play.onclick = toggle;
  slider.oninput = () => { stop(); go(Number(slider.value)); };

  // To project: the picture and the four lines fill the screen, or the derivation does, one
  // rung at a time.
  const film = find('film'), bench = find('bench'), stage = () => document.querySelector('.projected');
  const project = to => {
    if (to && !stage()) scrolled = scrollY;
    for (const s of [film, bench]) s.classList.toggle('projected', s === to);
    for (const b of document.querySelectorAll('.project')) {
      b.textContent = to ? 'Leave' : 'Project';
      b.setAttribute('aria-pressed', Boolean(to));
    }
    if (to === film) play.focus(); // so that Space plays
    if (!to) scrollTo(0, scrolled);
    if (to && document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
    if (!to && document.fullscreenElement) document.exitFullscreen();
  };
  for (const b of document.querySelectorAll('.project')) b.onclick = () => project(stage() ? null : b.closest('#film, #bench'));
  document.addEventListener('click', e => { if (e.detail && stage() && e.target.closest('button, input')) document.activeElement.blur(); }); // or Space would press it again
  document.addEventListener('fullscreenchange', () => { if (!document.fullscreenElement && stage()) project(null); });

  const turn = to => () => {
    rungs[rung].classList.remove('now');
    rung = Math.max(0, Math.min(rungs.length - 1, to()));
    rungs[rung].classList.add('now');
  };
  const turns = { first: turn(() => 0), back: turn(() => rung - 1), next: turn(() => rung + 1), last: turn(() => rungs.length - 1) };
  turns.first();

  document.addEventListener('keydown', e => {
    if (e.altKey || e.ctrlKey || e.metaKey || e.defaultPrevented) return; // the browser's own, or a grip's
    const on = stage(), near = e.target.closest('#film, #bench');
    const way = { ArrowLeft: 'back', ArrowRight: 'next', ...(on || near === film) && { Home: 'first', End: 'last' },
      ...on && { PageUp: 'back', PageDown: 'next', ArrowUp: 'back', ArrowDown: 'next' } }[e.key];
    if (e.key === 'p' || e.key === 'P') project(on ? null : near || (bench.getBoundingClientRect().top < innerHeight / 2 ? bench : film));
    else if (e.shiftKey || !on && e.target.closest('input, .scroll[tabindex], .grip')) return; // they move by themselves
    else if (way) (on === bench ? turns : moves)[way]();
    else if (on && e.key === 'Escape') project(null);
    else if (on === film && e.key === ' ' && !e.target.closest('button:not(#play)')) toggle();
    else return;
    e.preventDefault();
  });
  window.addEventListener('hashchange', () => {
    stop();
    if (read()) film.scrollIntoView();
  });

  // Only what can be scrolled takes the focus.
  const scrollers = () => document.querySelectorAll('.scroll').forEach(s => {
    if (s.scrollWidth > s.clientWidth) s.tabIndex = 0; else s.removeAttribute('tabindex');
  });
  window.addEventListener('resize', scrollers);
  window.addEventListener('load', scrollers);

  document.body.classList.add('scripted');
  find('controls').hidden = false;
  if (!read()) show(0);
}
