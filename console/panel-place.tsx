import type { ComponentChildren, VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Where a panel opens: in sight at once, however far the lists under it were scrolled. `at` names what is open. */
export function PanelPlace({ at, children }: { at: string; children: ComponentChildren }): VNode {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (at !== 'none') place.current?.scrollIntoView({ block: 'start' });
  }, [at]);
  return (
    <div ref={place} class="panel-place">
      {children}
    </div>
  );
}
