(() => {
'use strict';

const root = document.documentElement;
const all = (selector, scope = document) => Array.from(scope.querySelectorAll(selector));
const collator = new Intl.Collator('en', { numeric: true });
const cases = new Map(); // key of a case -> its row
const packs = new Map(); // id of a pack -> promise of { key: html }
let playing = null; // only one player is heard

function set(element, attributes) {
  for (const name in attributes) element.setAttribute(name, attributes[name]);
}

// Foreign text only ever becomes a text node or an attribute.
function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

function makeButton(text, onClick) {
  const button = make('button', '', text);
  button.type = 'button';
  button.addEventListener('click', onClick);
  return button;
}

// Theme. Where files may not store anything, the choice is not remembered.
function startTheme() {
  const themes = ['auto', 'light', 'dark'];
  const button = document.querySelector('[data-theme-button]');
  const apply = place => {
    root.dataset.theme = themes[place];
    button.textContent = 'Theme: ' + themes[place];
  };
  let place = 0;
  try { place = Math.max(0, themes.indexOf(localStorage.theme)); } catch { /* auto */ }
  apply(place);
  button.addEventListener('click', () => {
    apply(place = (place + 1) % 3);
    try { localStorage.theme = themes[place]; } catch { /* not remembered */ }
  });
}

// Differences of words.
const wordsOf = element => element.textContent.match(/\s+|[\p{L}\p{M}\p{N}_]+|./gu) || [];

// The longest common subsequence, as the places of its words in both texts.
function commonWords(left, right) {
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const at = i * width + j;
      lengths[at] = left[i] === right[j] ? lengths[at + width + 1] + 1 : Math.max(lengths[at + width], lengths[at + 1]);
    }
  }
  const places = [new Set(), new Set()];
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    if (left[i] === right[j]) { places[0].add(i++); places[1].add(j++); }
    else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i++;
    else j++;
  }
  return places;
}

function markWords(element, words, common, kind) {
  element.replaceChildren(...words.map((word, i) => (common.has(i) || !word.trim() ? word : make('mark', kind, word))));
}

// Comparing long texts costs more than it shows.
function markDifferences(scope) {
  for (const pair of all('[data-pair]', scope)) {
    pair.removeAttribute('data-pair');
    const sides = [pair.querySelector('[data-expected]'), pair.querySelector('[data-actual]')];
    if (sides.some(side => side.textContent.length > 4000)) continue;
    const [left, right] = sides.map(wordsOf);
    if (left.length * right.length > 160000 || !left.length || !right.length) continue;
    const common = commonWords(left, right);
    markWords(sides[0], left, common[0], 'lacking');
    markWords(sides[1], right, common[1], 'extra');
  }
}

// What scrolls must be reachable by keyboard; what does not must not be a stop on the way.
function nameScrollers(scope) {
  const boxes = all('[data-scroll]', scope)
    .filter(box => box.tabIndex < 0 && (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1));
  for (const box of boxes) {
    box.tabIndex = 0;
    box.setAttribute('aria-label', box.dataset.scroll);
    if (box.tagName !== 'OL') box.setAttribute('role', 'group');
  }
}

// Table of cases. What filters need is read once: thousands of rows are too many to be asked at every key.
function createTable(section) {
  const element = section.querySelector('[data-cases]');
  if (!element) return;
  const table = {
    body: element.tBodies[0], columns: Array.from(element.tHead.rows[0].cells),
    form: section.querySelector('[data-filters]'), count: section.querySelector('[data-count]')
  };
  table.rows = Array.from(table.body.rows, row => readRow(table, row));
  table.columns.forEach((column, index) => {
    column.append(makeButton(column.firstChild, () => sortRows(table, column, index)));
  });
  const later = () => requestAnimationFrame(() => applyFilters(table)); // fields are cleared only after "reset"
  for (const event of ['input', 'reset']) table.form.addEventListener(event, later);
  table.form.addEventListener('submit', event => event.preventDefault());
  applyFilters(table);
}

function readRow(table, element) {
  const row = { ...element.dataset, table, element, text: element.textContent.toLowerCase(), detail: null, player: null };
  row.inline = document.getElementById('case-' + row.key);
  row.latency = parseFloat(row.latency);
  cases.set(row.key, row);
  return row;
}

// A row without a latency (NaN) passes no limit.
function matches(row, filters) {
  return filters.words.every(word => row.text.includes(word))
    && (!filters.outcomes.length || filters.outcomes.includes(row.outcome))
    && (!filters.tag || ('; ' + row.tags + '; ').includes('; ' + filters.tag + '; '))
    && (!filters.condition || row.condition === filters.condition)
    && (!filters.tool || row.tool === filters.tool)
    && (!filters.least || row.latency >= Number(filters.least))
    && (!filters.most || row.latency <= Number(filters.most));
}

function applyFilters(table) {
  const fields = new FormData(table.form);
  const words = fields.get('text').toLowerCase().split(/\s+/);
  const filters = { ...Object.fromEntries(fields), words, outcomes: fields.getAll('outcome') };
  let shown = 0;
  for (const row of table.rows) {
    const hidden = !matches(row, filters);
    if (!hidden) shown++;
    if (row.element.hidden === hidden) continue;
    for (const part of [row.element, row.inline, row.detail]) if (part) part.hidden = hidden;
    silence(row);
  }
  table.count.textContent = shown.toLocaleString('en') + ' of ' + table.rows.length.toLocaleString('en') + ' cases';
  updateBars();
}

function sortValue({ cells }, index, isNumber) {
  const text = (cells[index].dataset.value ?? cells[index].textContent).trim();
  return text && isNumber ? Number(text) : text;
}

// What has no value comes last in both directions. Rows move with what is open below them.
function sortRows(table, column, index) {
  const isNumber = column.dataset.sort === 'number';
  const sign = column.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
  const values = new Map(table.rows.map(row => [row, sortValue(row.element, index, isNumber)]));
  table.rows.sort((left, right) => {
    const [a, b] = [values.get(left), values.get(right)];
    if (a === '' || b === '') return (a === '') - (b === '');
    return sign * (isNumber ? a - b : collator.compare(a, b));
  });
  const fragment = document.createDocumentFragment();
  for (const row of table.rows) fragment.append(...[row.element, row.detail].filter(Boolean));
  table.body.append(fragment);
  for (const other of table.columns) other.removeAttribute('aria-sort');
  column.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending');
  updateBars();
}

// Details of a case: a part of the page (inline), or unpacked below its row (detail).
const isOpen = row => (row.inline ? row.inline.open : row.detail);
const canOpen = row => !row.element.hidden && (row.inline || row.pack);

const keyOfAddress = () => (location.hash.startsWith('#case-') ? location.hash.slice(6) : '');

function openCase(key) {
  const row = cases.get(key);
  if (!row) return;
  if (row.element.hidden) {
    row.table.form.reset();
    applyFilters(row.table);
  }
  if (row.pack) return void openPacked(row);
  if (row.inline) row.inline.open = true; // "toggle" prepares it
  const target = row.inline || row.element;
  reach(target, target.querySelector('summary, a'));
}

function reach(element, focused) {
  element.scrollIntoView();
  if (focused) focused.focus({ preventScroll: true });
}

async function openPacked(row) {
  if (!row.detail) {
    for (const other of row.table.rows) if (other.detail) closeCase(other);
    const cell = make('td', '', 'Opening…');
    cell.colSpan = row.table.columns.length;
    row.detail = make('tr', 'detail', cell);
    row.detail.id = 'case-' + row.key;
    row.element.after(row.detail);
    await fill(row, cell);
    if (!cell.isConnected) return; // closed while it was unpacked
  }
  reach(row.element, row.detail.querySelector('[data-case-title]'));
}

async function fill(row, cell) {
  try {
    if (!packs.has(row.pack)) packs.set(row.pack, unpack(row.pack));
    // A template is inert: nothing in it runs.
    const template = document.createElement('template');
    template.innerHTML = (await packs.get(row.pack))[row.key] || 'The details of this case are not in this file.';
    cell.replaceChildren(template.content);
    if (cell.isConnected) prepare(row, cell);
  } catch (error) {
    cell.replaceChildren(make('p', 'note findings', 'The details cannot be unpacked: ' + error.message));
  }
}

async function unpack(id) {
  if (!window.DecompressionStream) throw new Error('this browser is too old. The links in the column “Files” lead to them.');
  const text = all('[data-pack-id]').find(pack => pack.dataset.packId === id).content.textContent;
  const bytes = Uint8Array.from(atob(text.trim()), letter => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).json();
}

function prepare(row, holder) {
  const head = holder.querySelector('.case-head');
  if (!head || head.querySelector('[data-bar]')) return;
  const bar = make('div', 'case-bar', make('span', 'quiet'), makeButton('← Previous case', () => step(row, -1)),
    makeButton('Next case →', () => step(row, 1)), makeButton('Close', () => leaveCase(row)));
  bar.dataset.bar = row.key;
  head.append(bar);
  markDifferences(holder);
  addPlayer(row, holder);
  nameScrollers(holder);
  updateBars();
}

function updateBars() {
  for (const bar of all('[data-bar]')) {
    const row = cases.get(bar.dataset.bar);
    const rows = row.table.rows.filter(canOpen);
    const place = rows.indexOf(row);
    const [text, previous, next] = bar.children;
    text.textContent = place + 1 + ' of ' + rows.length;
    previous.disabled = place <= 0;
    next.disabled = place === rows.length - 1;
  }
}

function step(row, by) {
  const rows = row.table.rows.filter(canOpen);
  const { key } = rows[rows.indexOf(row) + by];
  closeCase(row);
  location.hash = 'case-' + key; // so that "back" and a copied address do what one expects
  openCase(key); // the address may have been this one
}

function closeCase(row) {
  silence(row);
  if (row.inline) row.inline.open = false;
  if (row.detail) row.detail.remove();
  row.detail = null;
}

function leaveCase(row) {
  closeCase(row);
  try { history.replaceState(null, '', location.pathname + location.search); } catch { /* the address stays */ }
  row.element.querySelector('a').focus();
}

function onEscape(event) {
  if (event.key !== 'Escape' || event.target.matches('input, select')) return;
  const holder = event.target.closest('[id^="case-"]');
  const row = cases.get(holder ? holder.id.slice(5) : keyOfAddress());
  if (row && isOpen(row)) leaveCase(row);
}

function onToggle(event) {
  const row = cases.get(event.target.dataset.inline);
  if (row) (isOpen(row) ? prepare : silence)(row, row.inline);
  nameScrollers(event.target);
}

function startCases() {
  for (const section of all('[data-run]')) createTable(section);
  document.addEventListener('toggle', onToggle, true);
  document.addEventListener('keydown', onEscape);
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#case-"]');
    if (link && link.getAttribute('href') === location.hash) openCase(keyOfAddress()); // no change of the address tells of it
  });
  window.addEventListener('hashchange', () => openCase(keyOfAddress()));
  openCase(keyOfAddress());
}

// Player.
const clock = seconds => seconds.toFixed(1) + ' s';
const covers = (clip, time) => clip.start <= time && time < clip.end;

// Each clip takes the next sound of its turn and side, which alone has the data of a sound within the page.
function readClip(holder, element) {
  const { turn, side, start, seconds, src } = element.dataset;
  const row = all('.turn', holder).find(item => item.dataset.turn === turn);
  const sound = row && all('[data-sound]:not(.is-led)', row).find(item => item.dataset.side === side);
  if (sound) sound.classList.add('is-led');
  return {
    element, turn, side, row, sound, start: Number(start), end: Number(start) + Number(seconds), isBroken: false,
    src: src || (sound ? sound.querySelector('audio').getAttribute('src') : '')
  };
}

function addPlayer(row, holder) {
  const box = holder.querySelector('[data-timeline]');
  const clips = all('[data-clip]', holder).map(element => readClip(holder, element));
  if (!box || !clips.length) return;
  const player = {
    clips, time: 0, timer: 0, before: 0, told: -1, turn: null, seconds: Number(box.dataset.seconds),
    track: box.querySelector('[data-track]'), turns: holder.querySelector('[data-turns]'),
    button: makeButton('▶ Play', () => toggle(player)), clock: make('span', ''), trouble: make('span', 'trouble')
  };
  // A voice for each side, so that both are heard where they overlap.
  player.voices = ['caller', 'agent'].map(side => createVoice(player, clips.filter(clip => clip.side === side)));
  player.trouble.setAttribute('role', 'status');
  box.prepend(make('div', 'player', player.button, player.clock, player.trouble, ...player.voices.map(voice => voice.audio)));
  holder.querySelector('.case-body').classList.add('has-player');
  row.player = player;
  makeSlider(player);
  for (const clip of clips) if (clip.sound) lead(player, clip);
  show(player);
}

function createVoice(player, clips) {
  const voice = { clips, clip: null, audio: make('audio', '') };
  voice.audio.addEventListener('error', () => fail(player, voice));
  // Timers in the background are slow: the end of a clip moves the time on by itself.
  voice.audio.addEventListener('ended', () => player.timer && tick(player));
  return voice;
}

function fail(player, { clip }) {
  if (!clip) return;
  clip.isBroken = true;
  const why = clip.src.startsWith('data:') ? 'this audio cannot be played' : 'this audio file is not beside the report';
  player.trouble.textContent = 'Turn ' + clip.turn + ', ' + clip.side + ': ' + why;
}

function makeSlider(player) {
  const { track } = player;
  const svg = track.querySelector('svg');
  player.cursor = document.createElementNS(svg.namespaceURI, 'path');
  svg.append(player.cursor);
  set(player.cursor, { class: 'cursor', d: 'M0 14V130' });
  set(track, { role: 'slider', tabindex: 0, 'aria-label': 'Time', 'aria-valuemin': 0, 'aria-valuemax': player.seconds });
  const seekTo = event => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    seek(player, point.x / 1000 * player.seconds);
  };
  track.addEventListener('click', seekTo);
  track.addEventListener('keydown', event => onTrackKey(player, event));
}

function onTrackKey(player, event) {
  const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5, Home: -1e9, End: 1e9 };
  if (event.key === ' ') toggle(player);
  else if (steps[event.key]) seek(player, player.time + steps[event.key]);
  else return;
  event.preventDefault();
}

// The controls of a sound give way to a button that moves the player.
function lead(player, clip) {
  const name = clip.sound.querySelector('.sound-name').textContent.trim();
  clip.sound.append(makeButton('▶ ' + name, () => {
    seek(player, clip.start);
    play(player);
  }));
}

const toggle = player => (player.timer ? pause : play)(player);

function play(player) {
  if (playing && playing !== player) pause(playing);
  playing = player;
  if (player.time > player.seconds - 0.05) player.time = 0;
  player.before = performance.now();
  player.timer ||= setInterval(() => tick(player), 50);
  player.button.textContent = '❚❚ Pause';
  tick(player);
}

function pause(player) {
  clearInterval(player.timer);
  player.timer = 0;
  player.button.textContent = '▶ Play';
  seek(player, player.time);
}

const silence = row => row.player && pause(row.player);

function seek(player, time) {
  player.time = Math.min(Math.max(time, 0), player.seconds);
  player.told = -1;
  for (const voice of player.voices) change(voice, null);
  if (player.timer) tick(player);
  else show(player);
}

function change(voice, clip, time) {
  if (voice.clip === clip) return;
  voice.audio.pause();
  voice.clip = clip;
  if (!clip || clip.isBroken) return;
  if (voice.audio.getAttribute('src') !== clip.src) voice.audio.src = clip.src;
  voice.audio.currentTime = time - clip.start;
  voice.audio.play().catch(() => { /* the event "error" tells why; a pause is no error */ });
}

// While something is heard, its clock is that of the time axis; in a gap the time runs on by itself.
function tick(player) {
  const now = performance.now();
  const passed = (now - player.before) / 1000;
  player.before = now;
  const heard = player.voices.filter(({ clip, audio }) => clip && !clip.isBroken && !audio.paused && !audio.ended);
  if (!heard.length) player.time += passed;
  else if (heard.every(voice => voice.audio.readyState > 2)) keepStep(player, heard);
  for (const voice of player.voices) {
    change(voice, voice.clips.filter(clip => covers(clip, player.time)).pop() || null, player.time);
  }
  if (player.time >= player.seconds) pause(player);
  else show(player);
}

function keepStep(player, [first, ...others]) {
  player.time = first.clip.start + first.audio.currentTime;
  for (const { clip, audio } of others) {
    const due = player.time - clip.start;
    if (Math.abs(audio.currentTime - due) > 0.15) audio.currentTime = due;
  }
}

function show(player) {
  const { time, seconds } = player;
  const heard = player.clips.filter(clip => covers(clip, time) && (time > 0 || player.timer));
  player.cursor.setAttribute('transform', 'translate(' + (time / seconds * 1000).toFixed(1) + ' 0)');
  player.clock.textContent = clock(time) + ' / ' + clock(seconds);
  for (const clip of player.clips) clip.element.classList.toggle('is-heard', heard.includes(clip));
  showTurn(player, heard.length ? heard[heard.length - 1].row : null);
  if (player.timer && Math.abs(time - player.told) < 5) return; // a screen reader is not told of every tenth
  player.told = time;
  const place = heard.map(clip => ', turn ' + clip.turn + ' ' + clip.side).join('');
  set(player.track, { 'aria-valuenow': time.toFixed(1), 'aria-valuetext': clock(time) + ' of ' + clock(seconds) + place });
}

function showTurn(player, turn) {
  if (player.turn === turn) return;
  if (player.turn) player.turn.removeAttribute('aria-current');
  player.turn = turn;
  if (!turn) return;
  turn.setAttribute('aria-current', 'true');
  // Only the list of turns scrolls, never the page under the eyes of its reader.
  const list = player.turns;
  const isSeen = turn.offsetTop >= list.scrollTop && turn.offsetTop + turn.offsetHeight <= list.scrollTop + list.clientHeight;
  if (!isSeen) list.scrollTop = turn.offsetTop - 8;
}

// Printing shows what is closed.
function startPrinting() {
  let opened = [];
  const open = isOpened => opened.forEach(details => { details.open = isOpened; });
  window.addEventListener('beforeprint', () => {
    opened = all('.case:not([open]), .about details:not([open]), .more:not([open])');
    open(true);
  });
  window.addEventListener('afterprint', () => open(false));
}

// Where the details of a case are a page of their own they have a player without a row.
function startStages() {
  for (const holder of all('[data-stage]')) addPlayer({}, holder);
}

root.classList.add('has-script');
startTheme();
markDifferences(document);
startCases();
startStages();
nameScrollers(document);
startPrinting();
})();
