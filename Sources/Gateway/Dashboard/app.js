// SPDX-License-Identifier: Apache-2.0
// The page: login, the frame, and which panel is open.
import { currentSession, logIn, logOut, resume, send, whenSessionEnds } from './api.js';
import { DERPanel } from './der-panel.js';
import { Limits } from './limits.js';
import { Live } from './live.js';
import { Feeder, flow } from './model.js';
import { NodePanel } from './node-panel.js';
import { Alarms, Audit } from './records.js';
import { Tree } from './tree.js';
import { el, kW, span, time, write } from './words.js';

const byId = (id) => document.getElementById(id);
const feeder = new Feeder();
const phone = matchMedia('(max-width: 800px)');
const SAID_MS = 6000;
let panel = null;
let live = null;
let sayTimer = null;
let frame = null;

const shared = { feeder, choose, ask, say };
const limits = new Limits(byId('pane-limits'), shared);
const alarms = new Alarms(byId('pane-alarms'), shared);
const audit = new Audit(byId('pane-audit'));
const tree = new Tree(byId('tree'), feeder, choose);
const views = { tree: null, selected: null, limits, alarms, audit };
let view = phone.matches ? 'tree' : 'selected';

// MARK: Login

async function begin() {
  const session = await resume().catch(() => null);
  if (session) enter(session); else showLogin();
}

function showLogin(text) {
  live?.stop();
  live = null;
  panel?.stop?.();
  panel = null;
  for (const part of Object.values(views)) part?.hide?.();
  for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
  byId('app').hidden = true;
  byId('login').hidden = false;
  byId('login-error').hidden = !text;
  byId('login-error').textContent = text ?? '';
  byId('login-key').focus();
}

byId('login-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const key = byId('login-key').value.trim();
  const button = byId('login-form').querySelector('[type=submit]');
  if (button.disabled) return;
  button.disabled = true;
  try {
    const session = await logIn(key, byId('login-person').value.trim());
    byId('login-key').value = '';
    enter(session);
  } catch (problem) {
    showLogin([problem.title, problem.message].filter(Boolean).join(': '));
  } finally { button.disabled = false; }
});

const endSession = () => showLogin('The session is over. Log in again.');
whenSessionEnds(endSession);

byId('logout').addEventListener('click', async () => {
  byId('menu').open = false;
  try {
    await logOut();
    showLogin();
  } catch (problem) { say(`You are still logged in: ${problem.message}.`); }
});

function enter(session) {
  live?.stop();
  byId('login').hidden = true;
  byId('app').hidden = false;
  document.body.classList.toggle('readonly', session.scope !== 'operate');
  write(byId('who'), session.author);
  write(byId('session-text'), `Key ${session.key}, ${session.scope === 'operate' ? 'may read and operate' : 'may read only'}; the session ends at ${time(session.ends, false)} at the latest.`);
  live = new Live({ state: began, tick: ticked, standing: tellStanding, refused: () => resume().then((found) => { if (!found) endSession(); }).catch(() => {}) });
  live.start();
  show(phone.matches ? 'tree' : view, false);
}

// MARK: What the events tell

function began(state) {
  feeder.begin(state);
  live.tickS = feeder.tickS;
  document.title = `${feeder.name} – Headroom`;
  write(byId('feeder-name'), feeder.name);
  tree.begin();
  // Another topology may have come: what is gone is shown no more.
  if (panel && !feeder.get(panel.id)) choose(feeder.head?.id, false);
  if (!panel) choose(feeder.get(named()) ? named() : feeder.head?.id, false);
  draw();
}

/** What the address names; anything may stand there. */
function named() {
  try { return decodeURIComponent(location.hash.slice(1)); } catch { return ''; }
}

function ticked(tick) {
  if (!feeder.head) return;
  feeder.apply(tick);
  tree.changed();
  draw();
}

/** Everything beside the tree, once a frame. */
function draw() {
  frame ??= requestAnimationFrame(() => {
    frame = null;
    const { head } = feeder;
    if (!head) return;
    const { kW: power, isMeasured } = flow(head);
    write(byId('sum-flow'), `${kW(power)}${isMeasured ? '' : ' ~'}`);
    write(byId('sum-limit'), kW(head.importLimitKW));
    write(byId('sum-headroom'), kW(head.headroomKW), head.headroomKW < 0 ? 'bad' : '');
    write(byId('sum-cut'), head.cutCount ? kW(head.cutKW) : 'nobody', head.cutCount ? 'warn' : '');
    write(byId('sum-cut-count'), head.cutCount ? `${head.cutCount} of ${head.derCount} DERs` : '');
    write(byId('stop'), feeder.isStopped ? 'Resume' : 'Stop all', feeder.isStopped ? 'primary' : 'danger');
    limits.update();
    alarms.update();
    panel?.update();
    tellBanner();
  });
}

let staleness = { isStale: false, seconds: 0 };

function tellStanding(isStale, seconds) {
  staleness = { isStale, seconds };
  tellBanner();
}

function tellBanner() {
  const { isStale, seconds } = staleness;
  byId('app').classList.toggle('is-stale', isStale);
  byId('app').classList.toggle('is-live', !isStale && Boolean(feeder.time));
  const banner = byId('banner');
  const text = isStale ? (feeder.time ? `Stale since ${time(feeder.time)}: no word from the gateway. The numbers below are old, not live.` : 'No word from the gateway yet; trying again.')
    : feeder.isStopped ? 'Stopped: everything is sent to its default. Nothing is dispatched until somebody resumes.' : '';
  banner.hidden = !text;
  write(byId('banner-text'), text);
  write(byId('live-text'), isStale ? 'stale' : feeder.time ? 'live' : 'connecting');
  // What runs stands beside what is read aloud, or it would be read every second.
  write(byId('banner-age'), isStale && feeder.time ? `(${span(seconds)})` : '');
  write(byId('live-time'), isStale ? span(seconds) : feeder.time ? time(feeder.time) : '');
}

// MARK: Panels

function choose(id, isOpening = true) {
  const item = id ? feeder.get(id) : null;
  const pane = byId('pane-selected');
  panel?.stop();
  panel = null;
  if (!item) {
    pane.replaceChildren(el('p', { class: 'empty', text: 'Choose a node or a DER in the tree.' }));
    return;
  }
  const tools = { ...shared, setLimit: (node) => limits.open(node), limitItem: (limit) => limits.item(limit) };
  panel = item.type === 'node' ? new NodePanel(item, tools) : new DERPanel(item, tools);
  pane.replaceChildren(...panel.elements);
  pane.scrollTop = 0;
  tree.choose(id);
  history.replaceState(null, '', `#${encodeURIComponent(id)}`);
  if (isOpening) show('selected');
}

function show(name, isFocused = true) {
  for (const [other, part] of Object.entries(views)) {
    if (other !== name) part?.hide?.();
    if (other !== 'tree') byId(`pane-${other}`).hidden = other !== name && !(other === 'selected' && name === 'tree');
    byId(`tab-${other}`).setAttribute('aria-selected', other === name);
    byId(`tab-${other}`).tabIndex = other === name ? 0 : -1;
  }
  view = name;
  byId('app').dataset.view = name;
  views[name]?.show?.();
  if (isFocused && name === 'tree') tree.focus();
}

for (const tab of document.querySelectorAll('[role=tab]')) {
  tab.addEventListener('click', () => show(tab.dataset.view));
  tab.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...document.querySelectorAll('[role=tab]')].filter((other) => other.offsetParent);
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    show(next.dataset.view, false);
    next.focus();
    event.preventDefault();
  });
}

phone.addEventListener('change', () => show(phone.matches ? 'tree' : view === 'tree' ? 'selected' : view, false));

document.addEventListener('keydown', (event) => {
  const isTyping = event.target.closest?.('input, select, dialog');
  if (event.key === '/' && !isTyping && currentSession()) {
    show(phone.matches ? 'tree' : view, false);
    byId('search').focus();
    event.preventDefault();
  } else if (event.key === 'Escape' && !event.target.closest?.('dialog')) {
    if (byId('menu').open) byId('menu').open = false;
    else if (event.target === byId('search') && byId('search').value) { byId('search').value = ''; searched(); }
    else if (phone.matches) show('tree');
    else if (view !== 'selected') { show('selected', false); tree.focus(); }
    else tree.focus();
  }
});

function searched() { tree.search(byId('search').value, byId('filter').value); }
byId('search').addEventListener('input', searched);
byId('filter').addEventListener('change', searched);
byId('expand').addEventListener('click', () => tree.setAll(true));
byId('collapse').addEventListener('click', () => tree.setAll(false));

byId('stop').addEventListener('click', async () => {
  const isStopped = feeder.isStopped;
  const reason = await ask(isStopped
    ? { title: 'Let dispatch go on?', text: 'DERs rise again step by step, as far as the limits allow.', action: 'Resume', wantsReason: true }
    : { title: 'Send everything to its default?', text: `All ${feeder.ders.size} DERs get their default setpoint at once, and nothing is dispatched until somebody resumes.`, action: 'Stop all', isDanger: true, wantsReason: true });
  if (reason === null) return;
  try {
    await send(isStopped ? 'DELETE' : 'POST', '/v1/stop', reason ? { reason } : {});
    say(isStopped ? 'Dispatch goes on.' : 'Everything is sent to its default.');
  } catch (problem) { say(problem.message); }
});

/** Asks before something is done: the reason given (perhaps empty), or null where it shall not be done. */
function ask({ title, text, action, isDanger, wantsReason }) {
  const dialog = byId('ask-dialog');
  const reason = el('input', { maxlength: 500, name: 'reason' });
  return new Promise((resolve) => {
    let answer = null;
    const form = el('form', { method: 'dialog', onsubmit: () => { answer = reason.value.trim(); } },
      el('h2', { id: 'ask-title', text: title }), el('p', { text }), wantsReason ? el('label', {}, 'Reason, for the records', reason) : null,
      el('div', { class: 'end' }, el('button', { type: 'button', text: 'No', onclick: () => dialog.close() }), el('button', { class: isDanger ? 'danger solid' : 'primary', type: 'submit', id: 'ask-yes', text: action })));
    dialog.replaceChildren(form);
    dialog.addEventListener('close', () => resolve(answer), { once: true });
    dialog.showModal();
  });
}

function say(text) {
  clearTimeout(sayTimer);
  write(byId('said'), text);
  sayTimer = setTimeout(() => write(byId('said'), ''), SAID_MS);
}

begin();
