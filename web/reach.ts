const PATIENCE_MS = 1_500;
/** A proxy that answers for a server that is away. */
const AWAY = [502, 503, 504];

/**
 * Whether anybody answers at the page's own address, whatever the answer. Asked before a WebSocket is opened
 * again: Chromium delays new WebSockets by up to 5 s when some sixteen have failed within minutes
 * (`websocket_throttler.cc`), so a page that knocks by WebSocket through an outage is late when it ends.
 * XMLHttpRequest, because it is the one that old televisions can give up in time.
 */
export function isReachable(): Promise<boolean> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('GET', '/api/v1/health/live');
    request.timeout = PATIENCE_MS;
    request.onload = () => done(AWAY.indexOf(request.status) < 0);
    request.onerror = () => done(false);
    request.ontimeout = () => done(false);
    request.onabort = () => done(false);
    request.send();
  });
}
