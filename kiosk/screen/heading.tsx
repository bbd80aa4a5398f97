import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * The question of a screen. It takes the focus when the screen appears: a screen reader says it, and the next
 * Tab leads to the first answer, whatever button was pressed before.
 */
export function Heading({ text }: { text: string }): VNode {
  // Before the first paint: a focus that moves later could take a key meant for a button.
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {text}
    </h1>
  );
}
