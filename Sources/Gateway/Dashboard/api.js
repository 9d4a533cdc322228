// SPDX-License-Identifier: Apache-2.0
// Calls of the gateway's interface, with the session's cookie and its token against foreign pages.

/** What the gateway said when it did not do what was asked (RFC 9457); status 0 where it did not answer. */
export class Problem extends Error {
  constructor(status, document) {
    super(document?.detail || document?.title || `the gateway answered ${status}`);
    this.status = status;
    this.title = document?.title || '';
  }
}

let session = null;
let onEnd = () => {};

/** Who is logged in; null before. */
export const currentSession = () => session;
/** Calls `act` when the session is over. */
export const whenSessionEnds = (act) => { onEnd = act; };

export const get = (path) => call('GET', path);
/** A write; sent again with the same key it is not done again. */
export const send = (method, path, body, key) => call(method, path, body ?? {}, { key });

/** The session that the cookie carries; null where there is none. */
export async function resume() {
  const found = await call('GET', '/v1/session', undefined, { isQuiet: true });
  session = found.scope ? found : null;
  return session;
}

export async function logIn(key, person) {
  session = await call('POST', '/login', person ? { key, person } : { key }, { isQuiet: true });
  return session;
}

/** Throws where the session may still be open. */
export async function logOut() {
  try { await call('POST', '/logout', {}, { isQuiet: true }); } catch (problem) { if (problem.status !== 401) throw problem; }
  session = null;
}

async function call(method, path, body, { isQuiet = false, key = newKey() } = {}) {
  const headers = {};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && session) {
    headers['Headroom-CSRF'] = session.csrfToken;
    headers['Idempotency-Key'] = key;
  }
  let reply, text;
  try {
    reply = await fetch(path, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: 'same-origin', cache: 'no-store',
    });
    text = await reply.text();
  } catch { throw new Problem(0, { detail: 'the gateway does not answer' }); }
  let answer = null;
  try { answer = text ? JSON.parse(text) : null; } catch { /* what is no JSON is no answer of ours */ }
  if (reply.ok) return answer;
  if (reply.status === 401 && !isQuiet && session) {
    session = null;
    onEnd();
  }
  throw new Problem(reply.status, answer);
}

// crypto.randomUUID is there only on HTTPS and loopback.
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
