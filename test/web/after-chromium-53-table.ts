/** One thing that came after Chromium 53: what finds it, and a line of code that must be found by it. */
export type Later = { readonly finds: RegExp; readonly sample: string };

/**
 * What the lists of names cannot tell: names that an older interface has too, options of old calls, and later uses
 * of old words. The number is the first Chromium that has it.
 */
export const LATER_SCRIPT: readonly Later[] = [
  // 54: ParentNode and ChildNode; `append` is also FormData's and `remove` is old.
  { finds: /\.(append|prepend|before|after|replaceWith)\(/, sample: 'list.append(row)' },
  // 54
  { finds: /\.(entries|values)\((?!\))/, sample: 'Object.entries(rooms)' },
  // 55
  { finds: /\bonce:\s*(!0|true)/, sample: "door.addEventListener('click',go,{once:!0})" },
  // 58, 66
  { finds: /AudioContext\(\s*\{/, sample: 'new AudioContext({latencyHint:1})' },
  { finds: /\bsignal:/, sample: "fetch('/x',{signal:stop})" },
  { finds: /\bkeepalive:/, sample: "fetch('/x',{keepalive:!0})" },
  // 61
  { finds: /\.scroll(To|By|IntoView)\(\s*\{/, sample: "row.scrollIntoView({block:'center'})" },
  // 62, 64: in texts that become expressions only at run time; those in the code are the parser's
  { finds: /RegExp\([`'"][^`'"]*(\(\?<|\\p\{)/, sample: 'new RegExp("(?<year>..)")' },
  // Formats of dates and numbers take later options, and an old set may lack Vietnamese altogether.
  { finds: /\bIntl\b|\.toLocale\w+\(\s*[^)\s]/, sample: "time.toLocaleTimeString('vi',{hourCycle:'h23'})" },
  // 61, 63, 64
  { finds: /\bimport\(|import\.meta|type="module"/, sample: "import('./more.js')" },
];

export const LATER_STYLE: readonly Later[] = [
  // 84 in a flex box
  { finds: /(^|[^-\w])((row|column)-)?gap:/, sample: '.a{gap:1rem}' },
  // 57, 65, 58
  { finds: /display:\s*(inline-)?(grid|contents|flow-root)/, sample: '.a{display:grid}' },
  // 56
  { finds: /position:\s*sticky/, sample: '.a{position:sticky}' },
  // 87
  { finds: /[{;]inset(-\w+)*:/, sample: '.a{inset:0}' },
  // 88; without digits it is a question of a media query, which is old
  { finds: /aspect-ratio:\s*\d+(\s*\/\s*\d+)?[;}]/, sample: '.a{aspect-ratio:16/9}' },
  // 79
  { finds: /\b(clamp|min|max)\(/, sample: '.a{width:min(1rem,2vw)}' },
  // 111, 125, 126 …
  { finds: /\b(round|mod|rem|sin|cos|tan|pow|sqrt|hypot|abs|sign)\(/, sample: '.a{width:round(1px,2px)}' },
  // 69
  { finds: /\b(env|attr)\([^)]*(safe|type)/, sample: '.a{padding:env(safe-area-inset-top)}' },
  // 62, 65
  { finds: /#([\da-f]{8}|[\da-f]{4})\b/i, sample: '.a{color:#12202f80}' },
  { finds: /(rgb|hsl)a?\([^,)]+\)/, sample: '.a{color:rgb(1 2 3/50%)}' },
  // 111
  { finds: /color-mix\(|oklch\(|oklab\(|lab\(|lch\(|light-dark\(/, sample: '.a{color:oklch(1 0 0)}' },
  // 69 and later: the whole rule is lost with a box that an engine does not know
  { finds: /(margin|padding|border)-(inline|block)/, sample: '.a{margin-inline:1rem}' },
  { finds: /[:\s](start|end)[;}]/, sample: '.a{justify-content:end}' },
  { finds: /\d(dvh|svh|lvh|dvw|svw|lvw|cqw|cqh|lh|rlh|cap|ic)\b/, sample: '.a{height:100dvh}' },
  // 62
  { finds: /format\("?woff2-variations|font-weight:\s*\d+ \d+/, sample: '@font-face{font-weight:100 900}' },
  // 104
  { finds: /\([^)]*[<>]=?[^)]*\)\s*\{/, sample: '@media (width<=40rem){}' },
  // 120: a rule within a rule
  { finds: /&/, sample: '.a{&:hover{top:0}}' },
  // Not a question of age: the pages are made of files of this server.
  { finds: /data:/, sample: '.a{background:url(data:,)}' },
  { finds: /https?:/, sample: '@import "https://elsewhere.example/a.css";' },
];

/** Fields of our own and of the libraries that happen to be called as something later: read, never called. */
export const OWN_FIELDS: ReadonlySet<string> = new Set([
  ...['at', 'device', 'first', 'ms', 'priority', 'rem', 'service', 'to', 'token', 'vi', 'wait'],
  // engine.io and socket.io
  ...['transport', 'upgrade', 'writable', 'writeBuffer'],
]);
/** Methods of our own and of the libraries, and those that the libraries ask for before they call them. */
export const OWN_METHODS: ReadonlySet<string> = new Set(['destroy', 'to', 'vi', 'wait']);
/** What a library asks for before it uses it. */
export const ASKED_FIRST: readonly RegExp[] = [
  /Object\.getOwnPropertyDescriptors\?Object\.defineProperties\(\w+,Object\.getOwnPropertyDescriptors\(\w+\)\)/g,
  /&&(\w+)\.moveBefore&&\w+\.parentNode\?\1\.moveBefore\(/g,
];

/**
 * Style that an older engine passes over without any loss: the face comes a little later (Chromium before 60), a
 * line breaks elsewhere (before 114).
 */
export const HARMLESS_PROPERTIES: ReadonlySet<string> = new Set(['font-display', 'text-wrap']);
/** In a rule of its own; where it is not known the browser's own ring stays, as nothing takes it away. */
export const HARMLESS_RULES: readonly RegExp[] = [/(^|\}):focus-visible\{[^}]*\}/g];

/** Paths of what Chromium 53 does not have, to be taken out of a new browser before the page starts. */
export const LATER_OBJECTS: readonly (readonly [owner: string, name: string])[] = [
  ['', 'queueMicrotask'],
  ['', 'structuredClone'],
  ['', 'AbortController'],
  ['', 'ResizeObserver'],
  ['', 'WeakRef'],
  ['', 'FinalizationRegistry'],
  ['', 'TransformStream'],
  ['', 'WebTransport'],
  ['', 'BigInt'],
  ['Array.prototype', 'flat'],
  ['Array.prototype', 'flatMap'],
  ['Array.prototype', 'at'],
  ['Array.prototype', 'findLast'],
  ['Array.prototype', 'toSorted'],
  ['String.prototype', 'padStart'],
  ['String.prototype', 'padEnd'],
  ['String.prototype', 'replaceAll'],
  ['String.prototype', 'matchAll'],
  ['String.prototype', 'trimStart'],
  ['String.prototype', 'at'],
  ['Object', 'entries'],
  ['Object', 'values'],
  ['Object', 'fromEntries'],
  ['Object', 'getOwnPropertyDescriptors'],
  ['Promise', 'allSettled'],
  ['Promise', 'any'],
  ['Promise.prototype', 'finally'],
  ['Symbol', 'asyncIterator'],
  ['Element.prototype', 'append'],
  ['Element.prototype', 'prepend'],
  ['Element.prototype', 'replaceChildren'],
  ['Element.prototype', 'toggleAttribute'],
  ['Element.prototype', 'moveBefore'],
  ['Node.prototype', 'getRootNode'],
  ['Crypto.prototype', 'randomUUID'],
];
