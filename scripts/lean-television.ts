import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Stands in for the library's parser: a packet of ours is text. */
const PACKETS = new URL('../web/text-packets.ts', import.meta.url);

/** Helpers that the compiler asks for. Ours are short: nothing here has setters or symbols for keys. */
const HELPERS: Readonly<Record<string, string>> = {
  objectSpread2: 'export default Object.assign;',
  asyncToGenerator: `export default (make) => function () {
    const run = make.apply(this, arguments);
    return new Promise((done, failed) => {
      const step = (way, said) => {
        try {
          const { done: over, value } = run[way](said);
          if (over) done(value);
          else Promise.resolve(value).then((next) => step('next', next), (fault) => step('throw', fault));
        } catch (fault) {
          failed(fault);
        }
      };
      step('next');
    });
  };`,
  defineProperty: 'export default (owner, name, value) => ((owner[name] = value), owner);',
};
const HELPER = 'tiepdon:helper/';

/**
 * Our own sources brought to ES2015 with as little around them as they allow: `#name` becomes `_name`, since engines
 * without private names would get a WeakMap and a look-up for each of them, fields are assigned, spreads are
 * `Object.assign`.
 */
export const leanSources: Plugin = {
  name: 'tiepdon-lean-sources',
  enforce: 'pre',
  resolveId: (id) => (id.startsWith(HELPER) ? `\0${id}` : null),
  load: (id) => (id.startsWith(`\0${HELPER}`) ? (HELPERS[id.slice(HELPER.length + 1)] ?? null) : null),
  async transform(code, id) {
    if (id.includes('/node_modules/') || !/\.tsx?$/.test(id)) return null;
    const plain = code
      .replaceAll(/(\b\w+)\.#(\w+)/g, '$1._$2')
      .replaceAll(/^(\s+(?:(?:static|readonly|async|get|set)\s+)*)#(\w+)/gm, '$1_$2');
    const { transformWithOxc } = await import('vite');
    const lean = await transformWithOxc(plain, id, {
      target: 'es2015',
      typescript: { onlyRemoveTypeImports: false },
      jsx: { runtime: 'automatic', importSource: 'preact', development: false },
      helpers: { mode: 'Runtime' },
    });
    const own = lean.code.replaceAll(/"@oxc-project\/runtime\/helpers\/(\w+)"/g, (whole, name: string) =>
      HELPERS[name] === undefined ? whole : JSON.stringify(HELPER + name),
    );
    return { code: own, map: null, moduleType: 'js' };
  },
};

/**
 * Parts of the socket library that a page with WebSockets and text alone never enters, and what stands in for them:
 * binary attachments, base64, the pauses of a reconnect that is never its own, addresses that are no plain URL.
 */
const UNUSED: readonly (readonly [file: string, code: string])[] = [
  [
    'engine.io-parser/build/esm/encodePacket.browser.js',
    `import { PACKET_TYPES } from './commons.js';
     export const encodePacket = ({ type, data }, binary, done) => done(PACKET_TYPES[type] + (data || ''));
     export const encodePacketToBinary = () => {};`,
  ],
  [
    'socket.io-client/build/esm/contrib/backo2.js',
    `const nothing = () => 0;
     export function Backoff() {
       return { reset: nothing, duration: nothing, setMin: nothing, setMax: nothing, setJitter: nothing };
     }`,
  ],
  [
    'engine.io-client/build/esm/contrib/parseuri.js',
    `export function parse(text) {
       const { protocol, hostname, port, pathname, search } = new URL(text);
       const host = hostname.replace(/[[\\]]/g, '');
       const query = search.slice(1);
       return { source: text, protocol: protocol.slice(0, -1), host, port, path: pathname, query, queryKey: {} };
     }`,
  ],
  ['engine.io-client/build/esm/transports/polling-xhr.js', 'export const XHR = null;'],
  ['engine.io-client/build/esm/contrib/has-cors.js', 'export const hasCORS = false;'],
  [
    'engine.io-parser/build/esm/contrib/base64-arraybuffer.js',
    'export const encode = () => ""; export const decode = () => null;',
  ],
];

export const unusedParts: Plugin = {
  name: 'tiepdon-unused-parts',
  enforce: 'pre',
  resolveId: (id) => (id === 'socket.io-parser' ? fileURLToPath(PACKETS) : null),
  transform(_code, id) {
    return UNUSED.find(([file]) => id.endsWith(file))?.[1] ?? null;
  },
};

/**
 * Methods of the socket library behind switches that our pages never turn: acknowledgements and retries (`emit` takes
 * no call-back here), listening to everything, its own reconnect (live.ts makes each connection anew), the change of
 * transport. They stay callable and do nothing.
 */
const EMPTIED: readonly (readonly [file: string, methods: ReadonlySet<string>])[] = [
  [
    'socket.io-client/build/esm/socket.js',
    new Set([
      ...['send', 'emitWithAck', 'timeout', 'compress', 'ack', 'onack', '_registerAckCallback'],
      ...['_addToQueue', '_drainQueue', 'onAny', 'prependAny', 'offAny', 'listenersAny', 'onAnyOutgoing'],
      ...['prependAnyOutgoing', 'offAnyOutgoing', 'listenersAnyOutgoing', 'notifyOutgoingListeners'],
    ]),
  ],
  [
    'socket.io-client/build/esm/manager.js',
    new Set([
      ...['reconnect', 'onreconnect', 'reconnection', 'reconnectionAttempts', 'reconnectionDelay'],
      ...['reconnectionDelayMax', 'randomizationFactor', 'maybeReconnectOnOpen'],
    ]),
  ],
  ['engine.io-client/build/esm/socket.js', new Set(['_probe'])],
];

type Method = { type: string; key: { name: string }; value: { body: { start: number; end: number } } };
type Part = { type: string; declaration?: Part | null; body?: { body: Method[] } };

export const emptyMethods: Plugin = {
  name: 'tiepdon-empty-methods',
  transform(code, id) {
    const methods = EMPTIED.find(([file]) => id.endsWith(file))?.[1];
    if (!methods) return null;
    const found = (this.parse(code).body as unknown as Part[])
      .map((part) => part.declaration ?? part)
      .filter(({ type }) => type === 'ClassDeclaration')
      .flatMap((part) => part.body?.body ?? [])
      .filter(({ type, key }) => type === 'MethodDefinition' && methods.has(key.name));
    // From the last to the first, so that places found before stay true.
    return found.reduceRight(
      (text, { value: { body } }) => `${text.slice(0, body.start)}{}${text.slice(body.end)}`,
      code,
    );
  },
};
