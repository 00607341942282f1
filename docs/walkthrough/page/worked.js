'use strict';
// The worked example answers: points and centers can be moved, and every number is
// computed anew, as the packages do it. The same operations in the same order give the
// same float64; browser_test.go compares all of them with those of worked.go.
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

  // worked returns the tables of worked.go by their names.
  const worked = (X, M) => {
    const k = M.length, w = { X, M };
    const measured = f => X.map(x => M.map(mu => f(x, mu)));
    w.ones = map(X, () => 1);
    w.MT = T(M);
    w.XMT = dot(X, w.MT);
    w.MT2 = square(w.MT);
    w.MStar = dot(w.ones, w.MT2);
    w.scores = scores(X, M);
    const Y = expectation(X, M);
    w.Y = column(Y);
    w.eye = onehot(M.map((_, j) => j), k);
    w.Z = onehot(Y, k);
    w.ZT = T(w.Z);
    w.ZTX = dot(w.ZT, X);
    w.counts = dot(w.ZT, w.ones);
    w.M5 = maximization(X, w.Z);

    const squares = (x, mu) => x.reduce((sum, v, l) => sum + (v - mu[l]) * (v - mu[l]), 0);
    w.squares = measured(squares);
    w.E1 = map(w.squares, Math.sqrt);
    const y = w.E1.map(argmin);
    w.y = column(y);
    w.z = onehot(y, k);
    M.forEach((mu, j) => {
      w['x−μ' + j] = X.map(x => x.map((v, l) => v - mu[l]));
      w[`z${j}x`] = X.map((x, i) => x.map(v => w.z[i][j] * v));
    });
    w.xx = column(X.map(x => inner(x, x)));
    w['−2xμ'] = scale(-2, w.XMT);
    w['μμ'] = w.MStar;
    w.sum = map(w.XMT, (v, i, j) => w.xx[i][0] - 2 * v + w.MStar[i][j]);
    w.E4 = map(w.sum, Math.sqrt);
    w.E5 = w.scores;
    w.C = M.map((_, j) => [...y.keys()].filter(i => y[i] === j));
    w.sums = M.map((_, j) => T(w[`z${j}x`]).map(c => c.reduce((a, b) => a + b, 0)));
    w.sizes = column(w.C.map(c => c.length));
    w.U1 = w.U2 = w.sums.map((sum, j) => sum.map(v => v / w.sizes[j][0]));

    w.run = [];
    for (let before = [], step = 1; step <= 50; step++) {
      const Y = expectation(X, M);
      const means = maximization(X, onehot(Y, k));
      M = M.map((mu, j) => Y.includes(j) ? means[j] : mu); // without points it stays
      const changed = Y.filter((y, i) => y !== before[i]).length;
      const cost = X.reduce((sum, x, i) => sum + squares(x, M[Y[i]]), 0);
      w.run.push([step, ...Y, ...M.flat(), changed, cost]);
      if (!changed) break;
      before = Y;
    }
    return w;
  };

  // text writes a number as worked.go does: exactly, or with three decimals and all its
  // digits to be shown on demand.
  const minus = s => String(s).replace(/-/g, '−');
  const text = v => Number.isInteger(v * 64) ? [minus(v + 0)] : [minus(v.toFixed(3)), minus(v)];

  const fill = (table, rows) => {
    const old = [...table.querySelectorAll('td')].map(td => td.textContent);
    const body = table.tBodies ? table.tBodies[0] : table;
    body.innerHTML = rows.map(row => {
      const first = 'minima' in table.dataset ? argmin(row) : -1;
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
  };

  // The picture. Its scale is workedView in worked.go.
  const unit = 1 / 40, left = -1, right = 10, bottom = 1, top = 9, width = 440, height = 320;
  const place = ([x, y]) => [(x - left) / unit, height - (y - bottom) / unit];
  const at = p => p.map(v => Number(v.toFixed(1))).join();
  const figure = document.getElementById('example'), svg = figure.querySelector('svg');
  const all = selector => [...svg.querySelectorAll(selector)];
  const cells = all('.cells polygon'), paths = all('.paths polyline');
  const handles = { X: all('.point'), M: all('.center') };
  let { X, M } = JSON.parse(svg.dataset.start);

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
    handles.X.forEach((g, i) => {
      const y = w.Y[i][0];
      g.setAttribute('transform', `translate(${at(place(X[i]))})`);
      g.setAttribute('class', `handle point c${y}`);
      g.querySelector('use').setAttribute('href', '#mark' + y);
      g.setAttribute('aria-label', `point ${i} at ${X[i].join(', ')}, label ${y}`);
    });
    handles.M.forEach((g, j) => {
      g.setAttribute('transform', `translate(${at(place(M[j]))})`);
      g.setAttribute('aria-label', `center ${j} at ${M[j].join(', ')}`);
    });
    regions(M.map(place)).forEach((r, j) => cells[j].setAttribute('points', r.map(at).filter((p, i, all) => p !== all[i - 1]).join(' ')));
    paths.forEach((p, j) => {
      const from = 1 + X.length + 2 * j;
      p.setAttribute('points', [M[j], ...w.run.map(row => row.slice(from, from + 2))].map(place).map(at).join(' '));
    });
    const ties = [...w.E1.keys()].filter(i => w.E1[i][0] === w.E1[i][1]);
    const empty = [...w.C.keys()].filter(j => !w.C[j].length);
    document.getElementById('note').textContent = [
      ...(ties.length ? [`Equally near to both centers: point ${ties.join(', ')}. The first center wins.`] : []),
      ...empty.map(j => `Cluster ${j} is empty: its mean is 0/0.`)].join(' ');
    return w;
  };

  // move puts a row on the half-integer grid, inside the picture.
  const move = (A, row, x, y) => {
    const grid = (v, lo, hi) => Math.max(lo + 0.5, Math.min(hi - 0.5, Math.round(2 * v) / 2));
    const to = [grid(x, left, right), grid(y, bottom, top)];
    if (to.join() === A[row].join()) return;
    A[row] = to;
    draw();
  };

  for (const name in handles) handles[name].forEach((g, row) => {
    g.setAttribute('tabindex', 0);
    g.setAttribute('role', 'button');
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
  document.getElementById('restore').onclick = () => { ({ X, M } = JSON.parse(svg.dataset.start)); draw(); };
  document.getElementById('step').onclick = () => {
    const { M5 } = worked(X, M);
    M = M.map((mu, j) => M5[j].some(isNaN) ? mu : M5[j]);
    draw();
  };
}
