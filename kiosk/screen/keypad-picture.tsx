import type { VNode } from 'preact';

/** Nine keys, in the stroke of the house's pictograms. */
export function Keypad(): VNode {
  const places = [4, 10, 16];
  return (
    <svg class="pictogram" viewBox="0 0 24 24" aria-hidden="true">
      {places.flatMap((y) =>
        places.map((x) => <rect key={`${x} ${y}`} x={x} y={y} width="4" height="4" rx="1" />),
      )}
    </svg>
  );
}
