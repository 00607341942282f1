'use strict';
// Go has drawn and written everything (picture.go, page.go); this shows one frame
// instead of another.
(function () {
  var frames = JSON.parse(document.getElementById('frames').textContent).frames;
  var picture = document.getElementById('picture');
  var find = function (id) { return document.getElementById(id); };
  var part = function (name) { return Array.prototype.slice.call(picture.querySelectorAll(name)); };
  var points = part('.points use'), cells = part('.cells polygon'), paths = part('.paths polyline');
  var centers = part('.centers g'), rings = picture.querySelector('.rings');
  var slider = find('slider'), play = find('play'), mark = document.querySelector('#curve .now');
  var now = frames.length - 1, timer = 0;

  function list(a) { return a || []; }

  function show(f) {
    now = Math.max(0, Math.min(frames.length - 1, f));
    var frame = frames[now], labels = points.map(function () { return -1; });
    for (f = 0; f <= now; f++) {
      var l = list(frames[f].labels);
      for (var i = 0; i < l.length; i += 2) labels[l[i]] = l[i + 1];
    }
    points.forEach(function (p, i) {
      var y = labels[i];
      p.setAttribute('href', y < 0 ? '#mark' : '#mark' + (y + Math.floor(y / 8)) % 8);
      p.setAttribute('class', y < 0 ? 'c' : 'c' + y % 8);
    });
    cells.forEach(function (c, j) { c.setAttribute('points', frame.cells[j]); });
    paths.forEach(function (p, j) {
      p.setAttribute('points', frames.slice(0, now + 1).map(function (f) { return f.centers[j]; }).join(' '));
    });
    centers.forEach(function (c, j) { c.setAttribute('transform', 'translate(' + frame.centers[j] + ')'); });
    rings.textContent = '';
    list(frame.rings).forEach(function (i) {
      var ring = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
      ring.setAttribute('cx', points[i].getAttribute('x'));
      ring.setAttribute('cy', points[i].getAttribute('y'));
      ring.setAttribute('r', 8);
      rings.appendChild(ring);
    });
    find('caption').textContent = frame.text;
    find('number').textContent = frame.step;
    slider.value = now;
    slider.setAttribute('aria-valuetext', 'step ' + frame.step);
    mark.style.display = frame.cost ? '' : 'none';
    if (frame.cost) {
      mark.setAttribute('cx', frame.cost[0]);
      mark.setAttribute('cy', frame.cost[1]);
    }
    var old = document.querySelector('tr.now'), row = find('row' + frame.step);
    if (old) { old.classList.remove('now'); old.removeAttribute('aria-current'); }
    if (row) { row.classList.add('now'); row.setAttribute('aria-current', 'step'); }
    document.body.setAttribute('data-step', frame.step);
  }

  // go shows a frame because the reader asked for it, and writes it in the address.
  function go(f) {
    show(f);
    history.replaceState(null, '', '#step=' + frames[now].step);
  }

  // read shows the step in the address, or the nearest one that has a frame.
  function read() {
    var match = /^#step=(\d+)$/.exec(location.hash);
    if (!match) return false;
    var step = Number(match[1]), f = 0;
    while (f + 1 < frames.length && frames[f + 1].step <= step) f++;
    show(f);
    return true;
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = '▶ Play';
    play.setAttribute('aria-pressed', 'false');
  }

  function start() {
    if (now === frames.length - 1) go(0);
    timer = setInterval(function () {
      go(now + 1);
      if (now === frames.length - 1) stop();
    }, 900);
    play.textContent = '⏸ Pause';
    play.setAttribute('aria-pressed', 'true');
  }

  function move(f) { return function () { stop(); go(f()); }; }
  var first = move(function () { return 0; }), back = move(function () { return now - 1; });
  var next = move(function () { return now + 1; }), last = move(function () { return frames.length - 1; });
  find('first').onclick = first;
  find('back').onclick = back;
  find('next').onclick = next;
  find('last').onclick = last;
  play.onclick = function () { if (timer) stop(); else start(); };
  slider.oninput = function () { stop(); go(Number(slider.value)); };

  document.addEventListener('keydown', function (e) {
    if (e.altKey || e.ctrlKey || e.metaKey || e.shiftKey) return; // the browser's own
    if (e.target.closest && e.target.closest('input, .scroll')) return; // they move by themselves
    var does = { ArrowLeft: back, ArrowRight: next }[e.key];
    if (e.target.closest && e.target.closest('#film')) does = does || { Home: first, End: last }[e.key];
    if (does) { does(); e.preventDefault(); }
  });
  window.addEventListener('hashchange', function () {
    stop();
    if (read()) find('film').scrollIntoView();
  });

  find('controls').hidden = false;
  if (!read()) show(now);
})();
