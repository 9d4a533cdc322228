// SPDX-License-Identifier: Apache-2.0
// The stream of events, and whether what stands on the screen is still true.

/** Ticks that may be missing before the numbers count as old. */
const MISSING_TICKS = 3;
const LEAST_STALE_MS = 4000;
const LONGEST_PAUSE_MS = 10000;

export class Live {
  #source = null;
  #heardAt = 0;
  #triedAt = 0;
  #pause = 1000;
  #retry = null;
  #clock = null;
  #isStale = null;
  tickS = 1;

  /** `on`: `state`, `tick` with their documents; `standing` with whether the numbers are old; `refused` when it closes. */
  constructor(on) { this.on = on; }

  start() {
    this.#heardAt = performance.now();
    this.#clock = setInterval(() => this.#look(), 500);
    this.#connect();
  }

  stop() {
    clearInterval(this.#clock);
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  #connect() {
    this.#triedAt = performance.now();
    this.#source?.close();
    const source = new EventSource('/v1/events?detail=brief');
    this.#source = source;
    source.addEventListener('state', (event) => this.#heard(event, this.on.state));
    source.addEventListener('tick', (event) => this.#heard(event, this.on.tick));
    source.addEventListener('error', () => {
      // A browser tries again by itself unless it was refused; then we ask why, and try again in a while.
      if (source.readyState !== EventSource.CLOSED || source !== this.#source) return;
      this.on.refused();
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#connect(), this.#pause);
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
    });
  }

  #heard(event, take) {
    take(JSON.parse(event.data));
    // Only what was taken counts: numbers that could not be shown must not look live.
    this.#heardAt = performance.now();
    this.#pause = 1000;
    this.#look();
  }

  #look() {
    const now = performance.now();
    const age = now - this.#heardAt;
    const limit = Math.max(LEAST_STALE_MS, MISSING_TICKS * this.tickS * 1000);
    const isStale = age > limit;
    if (isStale || isStale !== this.#isStale) this.on.standing(isStale, age / 1000);
    this.#isStale = isStale;
    // A connection that is open and silent (a cable pulled) never ends by itself.
    if (age > limit * 3 && now - this.#triedAt > limit * 2 && this.#source?.readyState === EventSource.OPEN) this.#connect();
  }
}
