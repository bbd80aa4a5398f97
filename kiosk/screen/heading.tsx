import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * The question of a screen. It takes the focus when the screen appears: a screen reader says it, and the next
 * Tab leads to the first answer, whatever button was pressed before.
 */
export function Heading({ text, also }: { text: string; also: string | null }): VNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div class="heading">
      <h1 ref={heading} tabIndex={-1}>
        {text}
      </h1>
      {also === null ? null : <p class="also">{also}</p>}
    </div>
  );
}
