import { describe, expect, it } from 'vitest';
import { LATER_SCRIPT, LATER_STYLE } from './after-chromium-53-table.ts';
import { laterInScript, laterInStyle } from './old-engine.ts';

describe('the watch over old televisions', () => {
  it.each(LATER_SCRIPT)('finds $sample', ({ finds, sample }) => {
    expect(laterInScript(sample).length).toBeGreaterThan(0);
    expect(finds.test(sample)).toBe(true);
  });

  it.each(LATER_STYLE)('finds $sample', ({ finds, sample }) => {
    expect(laterInStyle(sample)).toContain(String(finds));
  });

  it.each([
    ...['[1].flat()', '[1].flatMap(f)', 'a.at(-1)', 'a.findLast(f)', 'a.toSorted()', "a.replaceAll('a','b')"],
    ...["a.padStart(2,'0')", 'a.padEnd(2)', 'a.trimStart()', 'a.matchAll(/a/g)', 'p.finally(f)'],
    ...['Object.fromEntries(a)', 'Promise.allSettled(a)', 'Promise.any(a)', 'new ResizeObserver(f)'],
    ...['new AbortController()', 'globalThis.x', 'structuredClone(a)', 'new WeakRef(a)', 'queueMicrotask(f)'],
    ...['list.replaceChildren(a)', 'row.toggleAttribute("a")', 'crypto.randomUUID()', 'row.getRootNode()'],
    ...['new IntersectionObserver(f);navigator.wakeLock.request("screen")', 'BigInt(1)'],
    ...['Object.getOwnPropertyDescriptors(a)', 'row.moveBefore(a,b)', 'navigator.userAgentData'],
  ])('finds the later name in %s', (sample) => {
    expect(laterInScript(sample)).toHaveLength(1);
  });

  it.each([
    ...['a ?? b', 'a?.b', 'a ??= 1', 'a ** 2', 'async function f() {}', 'async () => await x', '({...a})'],
    ...[
      'try {} catch {}',
      'f(a,)',
      'class A { x = 1 }',
      'class A { #x() {} }',
      'for await (const a of b) c()',
    ],
    ...['/(?<=a)b/', '/(?<year>..)/', '/a/s', '/\\p{L}/u', '1_000', '1n', 'import("./a.js")'],
  ])('does not parse %s', (sample) => {
    expect(laterInScript(sample)).toHaveLength(1);
    expect(laterInScript(sample)[0]).toMatch(/\(1:\d+\)|import/);
  });

  it.each([
    ...['.a{user-select:none}', '.a{place-items:center}', '.a{overflow-anchor:none}', '.a{appearance:none}'],
    ...['.a{accent-color:red}', '.a{backdrop-filter:blur(1px)}', '.a{contain-intrinsic-size:1px}'],
    ...['.a:is(.b){top:0}', '.a:where(.b){top:0}', '.a:has(.b){top:0}', '.a:focus-within{top:0}'],
    ...['.a::placeholder{top:0}', '.a:any-link{top:0}', '.a,:focus-visible{top:0}', '@layer a{.b{top:0}}'],
    ...['@container (width>1px){.b{top:0}}', '@property --a{syntax:"*"}', '.a{overscroll-behavior:none}'],
  ])('finds the later style in %s', (sample) => {
    expect(laterInStyle(sample).length).toBeGreaterThan(0);
  });

  it('lets pass what Chromium 53 reads, and what it passes over without loss', () => {
    for (const plain of [
      'const f=(a,...b)=>{for(const c of b)a[c]=`b`};class A{}',
      'new IntersectionObserver(f);new URLSearchParams(a);fetch(a).then(b);a.includes(1);Object.assign(a,b)',
      'a.at.first;call.wait;socket.destroy();list.remove();new Map(a).forEach(f);map.values()',
      'Object.getOwnPropertyDescriptors?Object.defineProperties(e,Object.getOwnPropertyDescriptors(n)):0',
    ])
      expect(laterInScript(plain), plain).toEqual([]);
    for (const plain of [
      '@font-face{font-family:A;font-display:swap;src:url(/a.woff2)format("woff2")}',
      ':root{--a:1px}.a{width:calc(var(--a)*2);display:flex;justify-content:flex-end;text-wrap:balance}',
      '.a{top:0}:focus-visible{outline:3px solid}@media (prefers-reduced-motion:reduce){.a{animation:none}}',
      '@media (max-aspect-ratio:1/1){.a{color:rgba(0,0,0,.5)}}.a:not(.b):nth-child(2n+1)::before{top:0}',
    ])
      expect(laterInStyle(plain), plain).toEqual([]);
  });
});
