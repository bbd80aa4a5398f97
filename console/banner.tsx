import type { ComponentChildren, VNode } from 'preact';

/** One line over the page that must not be overlooked. */
export function Banner({
  tone,
  sign,
  words,
  children,
}: {
  tone: 'brick' | 'amber' | 'stone';
  sign: VNode;
  words: string;
  children?: ComponentChildren;
}): VNode {
  return (
    <div class={`banner ${tone}`} role={tone === 'stone' ? 'status' : 'alert'}>
      {sign}
      <span>{words}</span>
      {children}
    </div>
  );
}
