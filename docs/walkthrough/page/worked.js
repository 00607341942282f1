'use strict';
// The worked example answers: points and centers can be moved, and every number is
// computed anew, as the packages do it. The same operations in the same order give the
// same float64; browser_test.go compares all of them with those of the packages.
{
  // Matrices are arrays of rows.
  const map = (A, f) => A.map((row, i) => row.map((v, j) => f(v, i, j)));
  const T = A => A[0].map((_, j) => A.map(row => row[j]));
  const inner = (a, b) => a.reduce((sum, v, l) => sum + v * b[l], 0);
  const dot = (A, B) => { const columns = T(B); return A.map(row => columns.map(c => inner(row, c))); };
  const square = A => map(A, v => v * v);
  const scale = (s, A) => map(A, v => s * v);
  const add = (A, B) => map(A, (v, i, j) => v + B[i][j]);
  const div = (A, B) => map(A, (v, i, j) => v / B[i][j]);
  const column = a => a.map(v => [v]);
  const argmin = row => row.reduce((best, v, j) => v < row[best] ? j : best, 0); // the first of equals
  const onehot = (Y, k) => Y.map(y => Array.from({ length: k }, (_, j) => j === y ? 1 : 0));

  // The four lines.
  const scores = (X, M) => add(scale(-2, dot(X, T(M))), dot(map(X, () => 1), square(T(M))));
  const expectation = (X, M) => scores(X, M).map(argmin);
  const maximization = (X, Z) => div(dot(T(Z), X), dot(T(Z), map(X, () => 1)));

  // worked returns all tables by their names.
  const worked = (X, M) => {
    const k = M.length, ones = map(X, () => 1), MT = T(M), XMT = dot(X, MT), MT2 = square(MT), MStar = dot(ones, MT2);
    const Y = expectation(X, M), Z = onehot(Y, k), ZT = T(Z), E5 = scores(X, M);
    const w = { X, M, ones, MT, XMT, MT2, MStar, scores: E5, Y: column(Y), eye: onehot(M.map((_, j) => j), k),
      Z, ZT, ZTX: dot(ZT, X), counts: dot(ZT, ones), M5: maximization(X, Z) };

    const squared = (x, mu) => x.reduce((sum, v, l) => sum + (v - mu[l]) * (v - mu[l]), 0);
    const squares = X.map(x => M.map(mu => squared(x, mu))), E1 = map(squares, Math.sqrt);
    const y = E1.map(argmin), z = onehot(y, k), xx = column(X.map(x => inner(x, x)));
    const sum = map(XMT, (v, i, j) => xx[i][0] - 2 * v + MStar[i][j]), C = M.map((_, j) => [...y.keys()].filter(i => y[i] === j));
    const zx = M.map((_, j) => X.map((x, i) => x.map(v => z[i][j] * v))), sizes = column(C.map(c => c.length));
    const sums = zx.map(A => T(A).map(c => c.reduce((a, b) => a + b, 0))), U1 = sums.map((sum, j) => sum.map(v => v / sizes[j][0]));
    Object.assign(w, { squares, E1, y: column(y), z, xx, '−2xμ': scale(-2, XMT), 'μμ': MStar, sum, E4: map(sum, Math.sqrt), E5, C, sums, sizes, U1, U2: U1 });
    M.forEach((mu, j) => {
      w['x−μ' + j] = X.map(x => x.map((v, l) => v - mu[l]));
      w[`z${j}x`] = zx[j];
    });

    w.run = [];
    for (let before = [], step = 1; step <= 50; step++) {
      const Y = expectation(X, M);
      const means = maximization(X, onehot(Y, k));
      M = M.map((mu, j) => Y.includes(j) ? means[j] : mu); // without points it stays
      const changed = Y.filter((y, i) => y !== before[i]).length;
      const cost = X.reduce((sum, x, i) => sum + squared(x, M[Y[i]]), 0);
      w.run.push([step, ...Y, ...M.flat(), changed, cost]);
      if (!changed) break;
      before = Y;
    }
    return w;
  };

  // text writes a multiple of 1/64, as all sums, squares and halves of half-integers are,
  // as it is; other numbers have three decimals, and all their digits on demand.
  const minus = s => String(s).replace(/-/g, '−');
  const text = v => Number.isInteger(v * 64) ? [minus(v + 0)] : [minus(v.toFixed(3)), minus(v)];

  for (const f of document.querySelectorAll('figure[data-matrix]')) {
    f.className = 'matrix scroll';
    f.innerHTML = `<figcaption>${f.innerHTML}</figcaption><table></table><small></small>`;
  }
  const fill = (place, rows) => {
    const table = place.querySelector('table') || place;
    const old = [...table.querySelectorAll('td')].map(td => td.textContent);
    table.innerHTML = rows.map(row => {
      const first = 'minima' in place.dataset ? argmin(row) : -1;
      return '<tr>' + row.map((v, j) => {
        const [short, full] = text(v);
        return '<td' + (full ? ` title="${full}"` : '')
          + (j === first ? ' class="min" aria-description="row minimum"'
            : v === row[first] ? ' class="tie" aria-description="as small as the minimum; the first wins"' : '')
          + `>${short}</td>`;
      }).join('') + '</tr>';
    }).join('');
    const cells = [...table.querySelectorAll('td')];
    cells.forEach((td, i) => { if (cells.length === old.length && td.textContent !== old[i]) td.classList.add('changed'); });
    if (table !== place) place.lastChild.textContent = `${rows.length}×${rows[0].length}`;
  };

  // The picture. Its scale is workedView in picture.go. Invisible grips lie on top of it: those
  // of the points on those of the centers, which are larger.
  const unit = 1 / 32, left = -1, right = 10, bottom = 1, top = 9, width = 352, height = 256;
  const place = ([x, y]) => [(x - left) / unit, height - (y - bottom) / unit];
  const at = p => p.map(v => Math.round(10 * v) / 10).join();
  const set = (e, attributes) => { for (const name in attributes) e.setAttribute(name, attributes[name]); };
  const svg = document.querySelector('#example svg'), all = selector => [...svg.querySelectorAll(selector)];
  const cells = all('.cells polygon'), paths = all('.paths polyline'), names = all('.names text');
  const grip = r => {
    const circle = document.createElementNS(svg.namespaceURI, 'circle');
    set(circle, { class: 'grip', r, tabindex: 0, role: 'button' });
    return svg.appendChild(circle);
  };
  const marks = { M: all('.centers g'), X: all('.points use') };
  const grips = { M: marks.M.map(() => grip(21)), X: marks.X.map(() => grip(11)) };
  let [X, M] = JSON.parse(document.getElementById('start').textContent);

  // regions are what is nearest to each center, as cells in picture.go.
  const regions = centers => centers.map((c, j) => centers.reduce((polygon, other, l) => {
    if (l === j) return polygon;
    if (l < j && c.join() === other.join()) return []; // of equal centers the first one wins
    const a = other.map((v, d) => 2 * (v - c[d])), b = a.reduce((sum, v, d) => sum + v * (other[d] + c[d]) / 2, 0);
    return polygon.flatMap((p, i) => {
      const q = polygon[(i + 1) % polygon.length], over = inner(a, p) - b, next = inner(a, q) - b, t = over / (over - next);
      return [...over <= 0 ? [p] : [], ...over * next < 0 ? [p.map((v, d) => v + t * (q[d] - v))] : []];
    });
  }, [[0, height], [width, height], [width, 0], [0, 0]]));

  const draw = () => {
    const w = worked(X, M);
    for (const table of document.querySelectorAll('[data-matrix]')) fill(table, w[table.dataset.matrix]);
    X.forEach((x, i) => {
      const y = w.Y[i][0], [cx, cy] = place(x);
      set(marks.X[i], { x: cx, y: cy, href: '#mark' + y, class: 'c' + y });
      set(names[i], { x: cx, y: cy - 9 });
      set(grips.X[i], { cx, cy, 'aria-label': `point ${i} at ${x.join(', ')}, label ${y}` });
    });
    M.forEach((mu, j) => {
      const [cx, cy] = place(mu);
      set(marks.M[j], { transform: `translate(${at([cx, cy])})` });
      set(grips.M[j], { cx, cy, 'aria-label': `center ${j} at ${mu.join(', ')}` });
    });
    regions(M.map(place)).forEach((r, j) => cells[j].setAttribute('points', r.map(at).filter((p, i, all) => p !== all[i - 1]).join(' ')));
    paths.forEach((p, j) => {
      const from = 1 + X.length + 2 * j;
      p.setAttribute('points', [M[j], ...w.run.map(row => row.slice(from, from + 2))].map(place).map(p => at(p) + ' ').join(''));
    });
    const ties = [...w.E1.keys()].filter(i => w.E1[i][0] === w.E1[i][1]);
    const empty = [...w.C.keys()].filter(j => !w.C[j].length);
    document.getElementById('note').textContent = [
      ...(ties.length ? [`Equally near to both centers: point ${ties.join(', ')}. The first center wins.`] : []),
      ...empty.map(j => `Cluster ${j} is empty: its mean is 0/0, so its center stays, which is the rule of Fit.`)].join(' ');
  };

  // move puts a row on the half-integer grid, inside the picture.
  const move = (A, row, x, y) => {
    const grid = (v, lo, hi) => Math.max(lo + 0.5, Math.min(hi - 0.5, Math.round(2 * v) / 2));
    const to = [grid(x, left, right), grid(y, bottom, top)];
    if (to.join() === A[row].join()) return;
    A[row] = to;
    draw();
  };

  for (const name in grips) grips[name].forEach((g, row) => {
    const matrix = () => name === 'X' ? X : M;
    g.onpointerdown = e => { g.setPointerCapture(e.pointerId); g.focus(); e.preventDefault(); };
    g.onpointermove = e => {
      if (!g.hasPointerCapture(e.pointerId)) return;
      const p = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse());
      move(matrix(), row, p.x * unit + left, top - p.y * unit);
    };
    g.onkeydown = e => {
      const d = { ArrowLeft: [-0.5, 0], ArrowRight: [0.5, 0], ArrowUp: [0, 0.5], ArrowDown: [0, -0.5] }[e.key];
      if (!d || e.altKey || e.ctrlKey || e.metaKey) return;
      const [x, y] = matrix()[row];
      move(matrix(), row, x + d[0], y + d[1]);
      e.preventDefault();
    };
  });
  document.getElementById('restore').onclick = () => { ([X, M] = JSON.parse(document.getElementById('start').textContent)); draw(); };
  document.getElementById('step').onclick = () => {
    const { M5 } = worked(X, M);
    M = M.map((mu, j) => M5[j].some(isNaN) ? mu : M5[j]);
    draw();
  };
  draw();
}
