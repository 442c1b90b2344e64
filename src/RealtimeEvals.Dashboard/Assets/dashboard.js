(() => {
'use strict';

const all = (selector, scope = document) => Array.from(scope.querySelectorAll(selector));
const find = (selector, scope = document) => scope.querySelector(selector);
const clock = seconds => Math.floor(seconds / 60) + ':' + String(Math.floor(seconds % 60)).padStart(2, '0');

// A form that was sent is not sent again by a second click.
function guardForms() {
  document.addEventListener('submit', event => {
    const form = event.target;
    if (!form.matches('[data-once]')) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'true';
  });
  window.addEventListener('pageshow', () => all('[data-sent]').forEach(form => delete form.dataset.sent));
}

// Two runs are compared, no more and no fewer.
function guardComparison() {
  const button = find('[data-compare]');
  if (!button) return;
  const boxes = all('input[name="run"]');
  const update = () => {
    const ticked = boxes.filter(box => box.checked).length;
    button.disabled = ticked !== 2;
    for (const box of boxes) if (!box.checked && box.closest('tr').querySelector('a')) box.disabled = box.dataset.never || ticked >= 2;
  };
  for (const box of boxes) if (box.disabled) box.dataset.never = 'true';
  button.form.addEventListener('change', update);
  update();
}

// Transcript: what was said as text, with the words for the sides that tests read.
function textOf(turn) {
  const nameOf = say => (say.dataset.side === 'agent' ? 'AGENT' : find('.label', say).textContent.toUpperCase());
  return all('.say', turn).map(say => nameOf(say) + ': ' + find('.foreign', say).textContent).join('\n');
}

function startCopy() {
  const button = find('[data-copy]');
  if (!button) return;
  button.addEventListener('click', async () => {
    const text = all('[data-conversation] .turn').map(textOf).filter(Boolean).join('\n');
    try {
      await navigator.clipboard.writeText(text);
      tell(button, 'Copied');
    } catch {
      tell(button, 'The browser does not allow it');
    }
  });
}

function tell(button, text) {
  const before = button.textContent;
  button.textContent = text;
  setTimeout(() => { button.textContent = before; }, 2000);
}

// Search: every place is marked, and Enter goes from one to the next.
function startSearch() {
  const field = find('[data-transcript-search]');
  if (!field) return;
  const told = find('[data-transcript-found]');
  let places = [];
  let place = -1;
  field.addEventListener('input', () => {
    const scope = find('[data-conversation]');
    unmark(scope);
    places = field.value.trim() ? markAll(scope, field.value.trim()) : [];
    place = -1;
    told.textContent = field.value.trim() ? places.length + (places.length === 1 ? ' place' : ' places') : '';
    if (places.length) go(1, false);
  });
  field.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || !places.length) return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1, true);
  });

  function go(by, isTold) {
    if (place >= 0) delete places[place].dataset.first;
    place = (place + by + places.length) % places.length;
    places[place].dataset.first = 'true';
    places[place].scrollIntoView({ block: 'nearest' });
    if (isTold) told.textContent = place + 1 + ' of ' + places.length;
  }
}

function unmark(scope) {
  for (const mark of all('mark[data-found]', scope)) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}

function markAll(scope, words) {
  const places = [];
  const sought = words.toLowerCase();
  for (const element of all('.say .foreign', scope)) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) markNode(node, sought, places);
  }
  return places;
}

function markNode(node, sought, places) {
  let rest = node;
  // Lower case may have another length in a few languages; then the places would not be those of the text.
  if (rest.data.toLowerCase().length !== rest.data.length) return;
  for (let at; (at = rest.data.toLowerCase().indexOf(sought)) >= 0;) {
    const found = rest.splitText(at);
    rest = found.splitText(sought.length);
    const mark = document.createElement('mark');
    mark.dataset.found = 'true';
    found.replaceWith(mark);
    mark.append(found);
    places.push(mark);
  }
}

// Listening: the sounds of the turns one after the other, with the turn that is heard marked. Buttons take the place of the links, which
// would leave the page.
function startListening() {
  const button = find('[data-listen]');
  if (!button) return;
  const sounds = all('[data-conversation] .turn [data-sound]');
  if (!sounds.length || find('[data-follows]')) return void button.remove();
  const player = new Audio();
  let place = -1;
  const buttons = sounds.map((sound, index) => {
    const link = find('a', sound);
    const own = document.createElement('button');
    own.type = 'button';
    own.dataset.source = link.getAttribute('href');
    own.dataset.name = find('bdi', link).textContent;
    sound.replaceChildren(own);
    own.addEventListener('click', () => (place === index && !player.paused ? player.pause() : play(index)));
    return own;
  });
  const show = () => {
    const isOn = !player.paused && !player.ended;
    button.textContent = isOn ? '❚❚ Pause' : '▶ Listen';
    buttons.forEach((own, index) => { own.textContent = (isOn && index === place ? '❚❚ ' : '▶ ') + own.dataset.name; });
  };

  function play(index) {
    if (place !== index) {
      place = index;
      player.src = buttons[index].dataset.source;
    }
    for (const turn of all('.turn[aria-current]')) turn.removeAttribute('aria-current');
    const turn = buttons[index].closest('.turn');
    turn.setAttribute('aria-current', 'true');
    turn.scrollIntoView({ block: 'nearest' });
    player.play().catch(() => { /* the event "error" tells why; a pause is no error */ });
  }

  for (const event of ['play', 'pause']) player.addEventListener(event, show);
  player.addEventListener('error', () => {
    buttons[place].disabled = true;
    buttons[place].textContent = buttons[place].dataset.name + ' cannot be played';
    next();
  });
  player.addEventListener('ended', next);
  button.addEventListener('click', () => (player.paused ? play(Math.max(0, place)) : player.pause()));
  show();

  function next() {
    if (place + 1 < buttons.length) play(place + 1);
    else show();
  }
}

// Events: the content is loaded when an event is opened, and further events when the end comes into sight.
function startEvents() {
  const list = find('[data-events]');
  if (!list) return;
  document.addEventListener('toggle', event => {
    const content = event.target.open && find('[data-raw]', event.target);
    if (content) loadRaw(content);
  }, true);
  const more = find('[data-more]');
  if (!more) return;
  const watcher = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && loadMore(), { rootMargin: '600px' });
  let isLoading = false;
  watcher.observe(more);
  more.addEventListener('click', event => {
    event.preventDefault();
    loadMore();
  });

  async function loadMore() {
    if (isLoading || !more.isConnected) return;
    isLoading = true;
    const address = new URL(more.href);
    const response = await fetch(address.pathname + '/more' + address.search);
    isLoading = false;
    if (!response.ok) return void (more.textContent = 'Further events cannot be loaded; try again');
    const template = document.createElement('template');
    template.innerHTML = await response.text(); // escaped by the server, as the page itself
    list.append(template.content);
    const next = response.headers.get('X-Next');
    if (!next) return void more.closest('p').remove();
    more.href = next;
    watcher.unobserve(more);
    watcher.observe(more);
  }
}

async function loadRaw(link) {
  const content = document.createElement('pre');
  content.className = 'long';
  content.dir = 'auto';
  content.tabIndex = 0;
  content.textContent = 'Loading…';
  try {
    link.closest('p').replaceWith(content);
    const response = await fetch(link.href);
    content.textContent = response.ok ? await response.text() || 'It has no content.' : 'The content cannot be loaded: ' + response.status;
  } catch (error) {
    content.textContent = 'The content cannot be loaded: ' + error.message;
  }
}

// A run that goes on: its turns as they end, what it stands at, and how long it has been quiet.
function startLive() {
  const panel = find('[data-live]');
  if (!panel) return;
  const status = find('[data-live-status]', panel);
  const time = find('[data-live-clock]', panel);
  const scope = find('[data-follows]');
  const feed = new EventSource(panel.dataset.live);
  const seen = new Set();
  const begun = performance.now();
  let heard = begun;
  let followed = scope ? scope.dataset.follows : '';
  if (scope) scope.replaceChildren(); // the feed tells everything from the beginning
  const timer = setInterval(() => {
    const quiet = (performance.now() - heard) / 1000;
    time.textContent = seen.size + ' turns, watched for ' + clock((performance.now() - begun) / 1000)
      + (quiet > 3 ? ', quiet for ' + Math.floor(quiet) + ' s' : '');
  }, 1000);
  const on = (kind, act) => feed.addEventListener(kind, event => {
    heard = performance.now();
    act(JSON.parse(event.data));
  });
  on('turn', turn => {
    const key = turn.interview + '\n' + turn.number;
    if (seen.has(key)) return; // told again after the connection was lost
    seen.add(key);
    if (scope && (followed ||= turn.interview) === turn.interview) addTurn(scope, turn);
  });
  on('progress', told => { status.textContent = told.completed + ' of ' + told.planned + ' ended'; });
  on('warning', told => note(panel, told.message));
  on('end', told => {
    clearInterval(timer);
    feed.close();
    if (told.message) note(panel, told.message);
    status.textContent = 'Ended';
    finish(panel, Boolean(told.message));
  });
  feed.addEventListener('error', event => {
    // The server's own events of this name have data; the browser's tell of the connection.
    if (!event.data && feed.readyState !== EventSource.OPEN) status.textContent = 'The connection was lost; trying again';
  });
  window.addEventListener('pagehide', () => feed.close());
}

// The page of the result takes the place of this one, unless somebody is doing something here.
function finish(panel, hasTrouble) {
  const isBusy = document.activeElement && document.activeElement.matches('input, select, textarea, button');
  if (!hasTrouble && !isBusy && window.scrollY < 200) return void setTimeout(() => location.reload(), 400);
  const link = document.createElement('a');
  link.href = location.href;
  link.textContent = 'Show the result';
  const line = document.createElement('p');
  line.append(link);
  panel.append(line);
}

function note(panel, text) {
  const line = document.createElement('p');
  line.className = 'note findings foreign';
  line.dir = 'auto';
  line.textContent = text;
  panel.append(line);
}

function addTurn(scope, turn) {
  const template = document.createElement('template');
  template.innerHTML = turn.html; // escaped by the server, as the page itself
  const list = find('[data-turns]', scope);
  const item = find('.turn', template.content);
  const isAtEnd = window.innerHeight + window.scrollY > document.body.scrollHeight - 400;
  if (item && turn.level_dbfs !== null) find('.turn-head', item).append(levelOf(turn.level_dbfs));
  if (list) list.append(item);
  else scope.append(template.content);
  if (isAtEnd && item) item.scrollIntoView({ block: 'nearest' });
}

function levelOf(level) {
  const box = document.createElement('span');
  const meter = document.createElement('meter');
  box.className = 'level';
  Object.assign(meter, { min: -60, max: 0, value: Math.max(-60, level) });
  meter.setAttribute('aria-label', 'Level');
  box.append(meter, level.toFixed(0) + ' dB');
  return box;
}

// The list of runs: what has changed is said, and shown on request, so that nothing moves under a reader's eyes.
function startList() {
  const place = find('[data-live-list]');
  if (!place) return;
  const changed = new Set();
  const feed = new EventSource('/api/v1/events');
  feed.addEventListener('run', event => {
    changed.add(JSON.parse(event.data).id);
    const link = document.createElement('a');
    link.href = location.href;
    link.textContent = changed.size + (changed.size === 1 ? ' run has' : ' runs have') + ' changed: show';
    place.replaceChildren(link);
  });
  window.addEventListener('pagehide', () => feed.close());
}

guardForms();
guardComparison();
startCopy();
startSearch();
startListening();
startEvents();
startLive();
startList();
})();
