import type { VNode } from 'preact';
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from '../web/pictograms.tsx';

/** The way from the board to a room; `label` as on every pictogram, nothing for a room without a way. */
export function Arrow({
  to,
  label,
}: {
  to: 'left' | 'right' | 'up' | 'down' | 'none';
  label: string | null;
}): VNode | null {
  if (to === 'left') return <ArrowLeft label={label} />;
  if (to === 'right') return <ArrowRight label={label} />;
  if (to === 'up') return <ArrowUp label={label} />;
  return to === 'down' ? <ArrowDown label={label} /> : null;
}
