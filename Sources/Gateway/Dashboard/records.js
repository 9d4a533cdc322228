// SPDX-License-Identifier: Apache-2.0
// Alarms that are up and were, and the audit log.
import { get, send } from './api.js';
import { alarmSentence, el, table, time, write } from './words.js';

const PAGE = 50;
const REFRESH_MS = 5000;

/** What an alarm is about: the place, and the path to it. */
const place = (alarm) => alarm.node ?? alarm.der ?? alarm.site ?? alarm.station ?? alarm.limit ?? 'gateway';

/** A part of a path; a colon may stand there as it is. */
const segment = (text) => encodeURIComponent(text).replaceAll('%3A', ':');

export class Alarms {
  #key = null;

  constructor(pane, { feeder, choose, say }) {
    Object.assign(this, { pane, feeder, choose, say });
    this.list = el('ul', { class: 'list' });
    this.none = el('p', { class: 'good', text: 'No alarms.' });
    this.kept = el('section', { class: 'part' });
    pane.append(el('header', {}, el('h2', { text: 'Alarms' })), this.none, this.list, this.kept);
  }

  update() {
    const { alarms } = this.feeder;
    const total = this.feeder.alarmCount ?? alarms.length;
    write(document.getElementById('count-alarms'), total ? String(total) : '', `count${alarms.some((alarm) => !alarm.acknowledgedAt) ? ' bad' : ''}`);
    const key = JSON.stringify(alarms);
    if (key === this.#key) return;
    this.#key = key;
    this.none.hidden = alarms.length > 0;
    this.list.replaceChildren(...alarms.map((alarm) => this.#item(alarm)));
  }

  show() {
    clearTimeout(this.timer);
    this.#load();
  }

  hide() { clearTimeout(this.timer); }

  #item(alarm) {
    const where = place(alarm);
    // An excess that went as far as zero stays until somebody lets go.
    const isLatched = alarm.kind === 'excess' && alarm.stage === 'zero' && alarm.node;
    const since = alarm.since ?? alarm.raisedAt;
    const times = [alarm.priority ? `${alarm.priority} priority` : '', since ? `since ${time(since)}` : '', alarm.clearedAt ? `over since ${time(alarm.clearedAt)}` : '', alarm.acknowledgedAt ? `seen by ${alarm.acknowledgedBy ?? 'somebody'} at ${time(alarm.acknowledgedAt)}` : ''].filter(Boolean).join(', ');
    return el('li', { class: `item ${alarm.acknowledgedAt ? 'seen' : 'alarm'}` },
      el('div', { class: 'split' }, el('strong', {}, this.feeder.get(where) ? el('button', { class: 'link', type: 'button', text: where, onclick: () => this.choose(where) }) : where),
        el('span', { class: 'buttons' },
          alarm.id && !alarm.acknowledgedAt ? el('button', { type: 'button', 'data-needs': 'operate', text: 'Acknowledge', onclick: () => this.#acknowledge(`/v1/alarms/${segment(alarm.id)}/acknowledge`) }) : null,
          isLatched ? el('button', { type: 'button', 'data-needs': 'operate', text: 'Let dispatch go on', onclick: () => this.#acknowledge(`/v1/nodes/${segment(alarm.node)}/acknowledge`) }) : null)),
      el('p', { text: alarmSentence(alarm) }), typeof alarm.cause === 'string' ? el('p', { class: 'small', text: alarm.cause }) : null, times ? el('p', { class: 'muted small', text: times }) : null);
  }

  async #acknowledge(path) {
    try {
      await send('POST', path);
      this.say('Acknowledged.');
      this.#load();
    } catch (problem) { this.say(problem.message); }
  }

  async #load() {
    try {
      const { kept } = await get(`/v1/alarms?limit=${PAGE}`);
      this.kept.replaceChildren(el('h3', { text: 'Raised so far, newest first' }), kept.length === 0 ? el('p', { class: 'muted', text: 'None.' })
        : table(['Raised', 'Cleared', 'Where', 'What'], kept.map((entry) => {
          const cause = typeof entry.cause === 'object' && entry.cause ? entry.cause : {};
          const seen = entry.acknowledgedAt ? `Acknowledged by ${entry.acknowledgedBy ?? '?'} at ${time(entry.acknowledgedAt)}.` : '';
          return { cells: [time(entry.raisedAt), entry.clearedAt ? time(entry.clearedAt) : 'still up', place(cause), `${alarmSentence({ kind: (entry.id ?? entry.key)?.split(/[/:]/)[0], ...cause })} ${seen}`] };
        }), 'Alarms that are kept'));
    } catch (problem) { this.kept.replaceChildren(el('p', { class: 'error', text: problem.message })); }
    this.timer = setTimeout(() => this.#load(), REFRESH_MS);
  }
}

const ACTIONS = {
  'limit.set': 'set a limit', 'limit.replace': 'replaced a limit', 'limit.cancel': 'cancelled a limit', stop: 'stopped everything', resume: 'let dispatch go on',
  'der.outOfService': 'took out of service', 'der.inService': 'took back into service', 'needs.set': 'told what is needed at', 'soc.set': 'told the state of charge at',
  'alarm.acknowledge': 'acknowledged the alarm at', 'alarm.latch': 'raised an alarm that stays, at', 'session.open': 'logged in with key', 'key.add': 'made a key', 'key.revoke': 'revoked a key',
};

export class Audit {
  #entries = [];
  #next = null;

  constructor(pane) {
    this.pane = pane;
    this.body = el('section', { class: 'part' });
    this.more = el('button', { type: 'button', text: 'Older entries', onclick: () => this.#older() });
    pane.append(el('header', {}, el('h2', { text: 'Audit' }), el('p', { class: 'muted small', text: 'who did what, newest first' })), this.body, this.more);
  }

  show() {
    clearTimeout(this.timer);
    this.#newest();
  }

  hide() { clearTimeout(this.timer); }

  async #newest() {
    try {
      const page = await get(`/v1/audit?limit=${PAGE}`);
      const newest = this.#entries[0]?.number ?? 0;
      const fresh = page.entries.filter((entry) => entry.number > newest);
      if (this.#entries.length === 0 || fresh.length === page.entries.length) [this.#entries, this.#next] = [page.entries, page.next];
      else this.#entries = [...fresh, ...this.#entries];
      if (fresh.length > 0 || this.body.childElementCount === 0) this.#draw();
    } catch (problem) { this.body.replaceChildren(el('p', { class: 'error', text: problem.message })); }
    this.timer = setTimeout(() => this.#newest(), REFRESH_MS);
  }

  async #older() {
    try {
      const page = await get(`/v1/audit?limit=${PAGE}&before=${this.#next}`);
      this.#entries = [...this.#entries, ...page.entries];
      this.#next = page.next;
      this.#draw();
    } catch (problem) { this.body.replaceChildren(el('p', { class: 'error', text: problem.message })); }
  }

  #draw() {
    this.more.hidden = this.#next === null;
    this.body.replaceChildren(table(['Time', 'Who', 'Did', 'Why'], this.#entries.map((entry) => ({
      cells: [time(entry.time), entry.author, `${ACTIONS[entry.action] ?? entry.action} ${entry.target}`, entry.reason ?? ''],
    })), 'Audit log'));
  }
}
