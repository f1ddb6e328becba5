(() => {
  'use strict';
  const LEGIBLE = 0.75, FAR = 0.42, FARTHEST = 0.01, CLOSEST = 3, LISTED = 10, STEP = 1.4;
  const data = JSON.parse(document.getElementById('data').textContent);
  const byId = (id) => document.getElementById(id);
  const svg = d3.select('#picture'), view = d3.select('#view');
  const boxes = Array.from(document.querySelectorAll('#picture .nodes > .node'));
  const arrows = Array.from(document.querySelectorAll('#picture .edges > path'));
  const whole = { width: Number(byId('picture').dataset.width), height: Number(byId('picture').dataset.height) };
  const nodes = data.nodes;
  const places = new Map(), boxPlaces = new Map();
  let chosen = -1, lit = [], transform = d3.zoomIdentity;

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  nodes.forEach((node, i) => {
    node.tone = data.kinds[node.kind].tone;
    node.word = data.kinds[node.kind].word;
    node.text = [node.address, node.word, node.heading].concat(node.sentences || []).join('\n').toLowerCase();
    node.after = [];
    node.before = [];
    const rect = boxes[i].querySelector('rect'), at = boxes[i].transform.baseVal[0].matrix;
    node.box = { x: at.e, y: at.f, width: rect.width.baseVal.value, height: rect.height.baseVal.value };
    node.shown = node.found = true;
    places.set(node.address, i);
    boxPlaces.set(boxes[i], i);
  });
  for (let i = 0; i < data.edges.length; i += 2) {
    const edge = { from: data.edges[i], to: data.edges[i + 1], path: arrows[i / 2] };
    nodes[edge.from].after.push(edge);
    nodes[edge.to].before.push(edge);
  }

  /** A sentence; what stands between backticks in it is code. */
  const prose = (text) => text.split('`').map((part, i, all) => i % 2 && all.length % 2 ? element('code', {}, part) : (i % 2 ? '`' + part : part));

  const badge = (sign, tone) => element('span', { className: 'badge ' + tone }, sign || '\u00a0');

  // ---- the list, the search and the filters

  const rows = nodes.map((node, i) => {
    const row = element('li', { id: 'row' + i, title: node.address + ': ' + node.heading }, badge(node.sign, node.tone), node.address);
    row.setAttribute('role', 'option');
    row.setAttribute('aria-selected', 'false');
    row.addEventListener('click', () => choose(i, true));
    return row;
  });
  byId('list').append(...rows);
  const hidden = new Set();

  data.kinds.forEach((kind, k) => {
    const of = nodes.filter((node) => node.kind === k);
    const sign = of[0].sign;
    const button = element('button', { type: 'button' }, badge(sign, kind.tone), kind.word + ' ' + of.length.toLocaleString('en'));
    button.setAttribute('aria-pressed', 'true');
    button.addEventListener('click', () => {
      hidden.has(k) ? hidden.delete(k) : hidden.add(k);
      button.setAttribute('aria-pressed', String(!hidden.has(k)));
      filter();
    });
    byId('filters').append(button);
  });

  function filter() {
    const words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    nodes.forEach((node, i) => {
      node.shown = !hidden.has(node.kind);
      node.found = node.shown && words.every((word) => node.text.includes(word));
      found += node.found ? 1 : 0;
      rows[i].hidden = !node.found;
      boxes[i].classList.toggle('gone', !node.shown);
      boxes[i].classList.toggle('faint', node.shown && !node.found);
    });
    nodes.forEach((node) => node.after.forEach((edge) => {
      const both = node.shown && nodes[edge.to].shown;
      edge.path.classList.toggle('gone', !both);
      edge.path.classList.toggle('faint', both && !(node.found && nodes[edge.to].found));
    }));
    byId('found').textContent = (found === nodes.length ? '' : found.toLocaleString('en') + ' of ') + nodes.length.toLocaleString('en') + (nodes.length === 1 ? ' resource' : ' resources');
    drawMap();
  }

  /** The next one in the list from a place, in a direction; the place itself when there is none. */
  function next(place, by) {
    let i = place + by;
    while (i >= 0 && i < nodes.length && !nodes[i].found) i += Math.sign(by);
    return i >= 0 && i < nodes.length ? i : place;
  }

  const first = () => next(-1, 1), last = () => next(nodes.length, -1);

  // ---- the details

  const mark = { '+': 'added', '-': 'removed', '~': 'changed', '…': 'skipped' };

  function differences(list) {
    const box = element('div', { className: 'diff' });
    for (const one of list) {
      const line = element('div', { className: 'attribute ' + (mark[one.mark] || '') }, (one.mark ? one.mark + ' ' : ''), element('b', {}, one.name), ':');
      if (one.value) line.append(' ' + one.value);
      if (one.remark) line.append('  ', element('span', { className: 'remark' }, '# ' + one.remark));
      box.append(line);
      for (const text of one.lines || []) {
        box.append(element('div', { className: 'line ' + (mark[text[0]] || '') }, text[0] + ' ' + text.slice(1)));
      }
    }
    return box;
  }

  function link(i) {
    const button = element('button', { type: 'button', className: 'go address' }, badge(nodes[i].sign, nodes[i].tone), nodes[i].address);
    button.addEventListener('click', () => choose(i, true));
    return button;
  }

  /** A list of which only the beginning is shown at first. */
  function folding(items) {
    const list = element('ul', { className: 'plain' });
    const add = (from, to) => list.append(...items.slice(from, to).map((make) => element('li', {}, make())));
    add(0, LISTED);
    if (items.length > LISTED) {
      const more = element('button', { type: 'button' }, 'and ' + (items.length - LISTED).toLocaleString('en') + ' more');
      more.addEventListener('click', () => { more.remove(); add(LISTED); });
      list.append(more);
    }
    return list;
  }

  function said(detail, into) {
    if (detail.sentences) into.append(element('ul', {}, ...detail.sentences.map((one) => element('li', {}, ...prose(one)))));
    for (const note of detail.notes || []) into.append(element('p', { className: 'note' }, 'note: ', ...prose(note)));
    if (detail.differences) into.append(differences(detail.differences));
    if (detail.folded) into.append(element('p', { className: 'faint' }, '… ' + detail.folded));
    for (const part of detail.parts || []) {
      into.append(element('h3', {}, part.sign + ' ' + part.address + ': ' + part.heading));
      said(part, into);
    }
  }

  function overview() {
    const parts = [element('h2', {}, 'Overview')];
    if (!nodes.length) parts.push(element('p', {}, byId('summary').textContent));
    for (const section of data.overview) {
      parts.push(element('h3', { className: section.alarming ? 'alarming' : '' }, section.heading + (section.items.length > 1 ? ' (' + section.items.length.toLocaleString('en') + ')' : '')));
      parts.push(folding(section.items.map((item) => () => {
        const made = element('div', {});
        item.nodes.forEach((i) => made.append(link(i)));
        if (item.text) made.append(item.text);
        if (item.differences.length) made.append(differences(item.differences));
        return made;
      })));
    }
    if (nodes.length) parts.push(element('p', { className: 'faint' }, 'Choose a resource in the list or in the graph to see what is to be said of it.'));
    byId('details').replaceChildren(...parts);
  }

  function details(i) {
    const node = nodes[i], box = element('div', {});
    const back = element('button', { type: 'button', className: 'back' }, 'Overview');
    back.addEventListener('click', () => choose(-1));
    box.append(back, element('h2', { className: 'address' }, badge(node.sign, node.tone), node.address), element('p', {}, node.heading));
    said(node, box);
    for (const [edges, end, words] of [[node.before, 'from', data.meaning[1]], [node.after, 'to', data.meaning[0]]]) {
      if (edges.length) {
        box.append(element('h3', {}, words), folding(edges.map((edge) => () => link(edge[end]))));
      }
    }
    byId('details').replaceChildren(box);
    byId('details').scrollTop = 0;
  }

  // ---- choosing

  function choose(i, look) {
    lit.forEach((one) => one.classList.remove('near', 'selected'));
    if (chosen >= 0) rows[chosen].setAttribute('aria-selected', 'false');
    chosen = i;
    svg.classed('chosen', i >= 0);
    lit = [];
    if (i < 0) {
      byId('list').removeAttribute('aria-activedescendant');
      overview();
      remember('');
      drawMap();
      return;
    }
    const light = (one, name) => { one.classList.add(name); lit.push(one); };
    light(boxes[i], 'selected');
    for (const [edges, end] of [[nodes[i].before, 'from'], [nodes[i].after, 'to']]) {
      edges.forEach((edge) => { light(edge.path, 'near'); light(boxes[edge[end]], 'near'); });
    }
    rows[i].setAttribute('aria-selected', 'true');
    rows[i].scrollIntoView({ block: 'nearest' });
    byId('list').setAttribute('aria-activedescendant', 'row' + i);
    details(i);
    if (look) lookAt(i);
    remember(nodes[i].address);
    drawMap();
  }

  function remember(address) {
    try {
      history.replaceState(null, '', '#' + encodeURIComponent(address));
    } catch (refused) {
      // Some viewers do not let a page change its address; then it has no links to its resources.
    }
  }

  // ---- zoom

  const size = () => byId('graph').getBoundingClientRect();
  const zoom = d3.zoom().scaleExtent([FARTHEST, CLOSEST])
    .on('start', () => svg.classed('moving', true))
    .on('end', () => svg.classed('moving', false))
    .on('zoom', (event) => {
      transform = event.transform;
      view.attr('transform', transform);
      svg.classed('far', transform.k < FAR);
      drawMap();
    });
  svg.attr('viewBox', null).call(zoom).on('dblclick.zoom', null);

  const fitting = () => Math.min(1, size().width / whole.width, size().height / whole.height);

  function showWhole() {
    const k = fitting();
    svg.call(zoom.transform, d3.zoomIdentity.translate((size().width - k * whole.width) / 2, Math.max(0, size().height - k * whole.height) / 2).scale(k));
  }

  /** All of it where that can be read, else its beginning. */
  function begin() {
    if (fitting() >= LEGIBLE) showWhole();
    else svg.call(zoom.transform, d3.zoomIdentity.scale(Math.max(LEGIBLE, fitting())));
  }

  /** Moves what is seen so that a node is in it and can be read. */
  function lookAt(i) {
    const box = nodes[i].box, k = transform.k, x = transform.applyX(box.x), y = transform.applyY(box.y);
    const inside = x > 0 && y > 0 && x + box.width * k < size().width && y + box.height * k < size().height;
    if (!inside || k < FAR) {
      const to = Math.max(k, LEGIBLE);
      svg.call(zoom.transform, d3.zoomIdentity.translate(size().width / 2, size().height / 2).scale(to).translate(-box.x - box.width / 2, -box.y - box.height / 2));
    }
  }

  byId('in').addEventListener('click', () => svg.call(zoom.scaleBy, STEP));
  byId('out').addEventListener('click', () => svg.call(zoom.scaleBy, 1 / STEP));
  byId('whole').addEventListener('click', showWhole);
  byId('picture').addEventListener('click', (event) => {
    const box = event.target.closest('.node');
    choose(box ? boxPlaces.get(box) : -1);
  });
  if (arrows.length) byId('arrows').textContent = 'a → b: a ' + data.meaning[0] + ' b';

  // ---- the map of the whole

  const map = byId('map');
  let ground = null, waiting = false;
  const mapScale = () => Math.min(190 / whole.width, 130 / whole.height);

  function drawGround(scale, ratio) {
    const style = getComputedStyle(document.documentElement), drawing = ground.getContext('2d');
    drawing.scale(ratio * scale, ratio * scale);
    nodes.forEach((node) => {
      if (node.shown) {
        drawing.globalAlpha = node.found ? 1 : 0.25;
        drawing.fillStyle = style.getPropertyValue('--' + node.tone);
        drawing.fillRect(node.box.x, node.box.y, node.box.width, node.box.height);
      }
    });
  }

  let groundOf = '';
  function paintMap() {
    waiting = false;
    const scale = mapScale(), ratio = window.devicePixelRatio || 1, style = getComputedStyle(document.documentElement);
    const all = { width: Math.ceil(whole.width * scale * ratio), height: Math.ceil(whole.height * scale * ratio) };
    const state = Array.from(hidden).join() + '|' + byId('search').value + '|' + ratio + style.getPropertyValue('--paper');
    if (!ground || groundOf !== state) {
      ground = element('canvas', all);
      groundOf = state;
      drawGround(scale, ratio);
    }
    Object.assign(map, all);
    map.style.width = all.width / ratio + 'px';
    map.style.height = all.height / ratio + 'px';
    const drawing = map.getContext('2d');
    drawing.drawImage(ground, 0, 0);
    drawing.scale(ratio * scale, ratio * scale);
    drawing.strokeStyle = style.getPropertyValue('--accent');
    if (chosen >= 0) {
      const box = nodes[chosen].box;
      drawing.lineWidth = 4 / scale;
      drawing.strokeRect(box.x, box.y, box.width, box.height);
    }
    drawing.lineWidth = 1.5 / scale;
    const [x, y] = transform.invert([0, 0]), width = size().width / transform.k, height = size().height / transform.k;
    drawing.strokeRect(x, y, width, height);
    map.hidden = x <= 0 && y <= 0 && x + width >= whole.width && y + height >= whole.height;
  }

  function drawMap() {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(paintMap);
    }
  }

  function moveByMap(event) {
    if (event.buttons) {
      const box = map.getBoundingClientRect();
      svg.call(zoom.translateTo, (event.clientX - box.left) / mapScale(), (event.clientY - box.top) / mapScale());
    }
  }
  map.addEventListener('pointerdown', (event) => { map.setPointerCapture(event.pointerId); moveByMap(event); });
  map.addEventListener('pointermove', moveByMap);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawMap);
  window.addEventListener('resize', drawMap);

  // ---- the keyboard

  byId('search').addEventListener('input', filter);
  byId('search').addEventListener('keydown', (event) => {
    if ((event.key === 'Enter' || event.key === 'ArrowDown') && nodes.some((node) => node.found)) {
      event.preventDefault();
      byId('list').focus();
      choose(first(), true);
    }
  });

  byId('list').addEventListener('keydown', (event) => {
    const page = 15;
    let to;
    switch (event.key) {
      case 'ArrowDown': to = chosen < 0 ? first() : next(chosen, 1); break;
      case 'ArrowUp': to = chosen < 0 ? last() : next(chosen, -1); break;
      case 'Home': to = first(); break;
      case 'End': to = last(); break;
      case 'PageDown': to = chosen; for (let i = 0; i < page; i++) to = next(to, 1); break;
      case 'PageUp': to = chosen; for (let i = 0; i < page; i++) to = next(to, -1); break;
      default: return;
    }
    event.preventDefault();
    if (to >= 0 && to < nodes.length) choose(to, true);
  });

  /** The nearest of some nodes to one. */
  function nearest(i, others) {
    const box = nodes[i].box;
    const far = (j) => Math.hypot(nodes[j].box.x - box.x, nodes[j].box.y - box.y);
    return others.filter((j) => nodes[j].shown && j !== i).reduce((best, j) => best < 0 || far(j) < far(best) ? j : best, -1);
  }

  function along(i, key) {
    const box = nodes[i].box;
    if (key === 'ArrowRight') return nearest(i, nodes[i].after.map((edge) => edge.to));
    if (key === 'ArrowLeft') return nearest(i, nodes[i].before.map((edge) => edge.from));
    const down = key === 'ArrowDown';
    const column = nodes.map((_, j) => j).filter((j) => nodes[j].box.x === box.x && (down ? nodes[j].box.y > box.y : nodes[j].box.y < box.y));
    return nearest(i, column);
  }

  byId('picture').addEventListener('keydown', (event) => {
    if (event.key.startsWith('Arrow') && nodes.length) {
      event.preventDefault();
      const to = chosen < 0 ? first() : along(chosen, event.key);
      if (to >= 0 && to < nodes.length) choose(to, true);
    }
  });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target === byId('search');
    if (event.key === 'Escape') {
      if (typing && byId('search').value) { byId('search').value = ''; filter(); } else choose(-1);
    } else if (typing) {
      return;
    } else if (event.key === '/') {
      event.preventDefault();
      byId('search').focus();
      byId('search').select();
    } else if (event.key === '+' || event.key === '=') {
      svg.call(zoom.scaleBy, STEP);
    } else if (event.key === '-') {
      svg.call(zoom.scaleBy, 1 / STEP);
    } else if (event.key === '0') {
      showWhole();
    }
  });

  filter();
  begin();
  const named = places.get(decodeURIComponent(location.hash.slice(1)));
  if (named === undefined) overview();
  else choose(named, true);
})();
