import type { ComponentChildren, VNode } from 'preact';

/**
 * The house's pictograms: one grid of 24, one stroke weight, the colour and size of the text around them. With
 * a `label` a pictogram speaks to a screen reader; null makes it an ornament beside words that say the same.
 */
export type PictogramProps = { label: string | null };

function Strokes({ label, children }: PictogramProps & { children: ComponentChildren }): VNode {
  if (label === null) {
    return (
      <svg class="pictogram" viewBox="0 0 24 24" aria-hidden="true">
        {children}
      </svg>
    );
  }
  return (
    <svg class="pictogram" viewBox="0 0 24 24" role="img" aria-label={label}>
      {children}
    </svg>
  );
}

/** Front of a citizen card: photograph left, lines right, chip-less as the patient sees it. */
export function CardFront({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <rect x="2" y="5" width="20" height="14" rx="2" />
      <circle cx="8" cy="10.5" r="2" />
      <path d="M4.8 16.2c.5-1.9 1.7-2.7 3.2-2.7s2.7.8 3.2 2.7M14.5 9.5H19M14.5 13H19M14.5 16.2h2.5" />
    </Strokes>
  );
}

/** Back of a citizen card with the code square that the reader looks for. */
export function CardBack({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <rect x="2" y="5" width="20" height="14" rx="2" />
      <path d="M13.5 8.5h5.5V14h-5.5zM16.2 11.3h.1M5 8.8h5M5 12h5M5 16h14" />
    </Strokes>
  );
}

export function Phone({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <rect x="6.5" y="2" width="11" height="20" rx="2.2" />
      <path d="M11 18.8h2M10.5 4.8h3" />
    </Strokes>
  );
}

/** A hand that points: touch here. */
export function Hand({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M9 12.5V4.6a1.6 1.6 0 0 1 3.2 0V11M12.2 10.6V9.4a1.5 1.5 0 0 1 3 0v2M15.2 11.2v-.7a1.5 1.5 0 0 1 3 0v4.7c0 3.8-2.3 6.3-5.8 6.3-2.7 0-4.2-1.2-5.5-3.3l-2.6-4.3a1.4 1.4 0 0 1 2.2-1.7L9 14.7" />
    </Strokes>
  );
}

export function Speaker({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M3 9.2v5.6h3.8L12 19.3V4.7L6.8 9.2zM15.5 9a4.2 4.2 0 0 1 0 6M18.3 6.2a8.2 8.2 0 0 1 0 11.6" />
    </Strokes>
  );
}

export function SpeakerOff({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M3 9.2v5.6h3.8L12 19.3V4.7L6.8 9.2zM16 9.5l5 5M21 9.5l-5 5" />
    </Strokes>
  );
}

export function Printer({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M7 8V3h10v5M7 17H5a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2" />
      <path d="M7 14h10v7H7zM9.8 17.5h4.4M17.3 11.2h.1" />
    </Strokes>
  );
}

/** A code between the corners of a reader's window, the beam across it. */
export function Scanner({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M3 8V5a2 2 0 0 1 2-2h3M16 3h3a2 2 0 0 1 2 2v3M21 16v3a2 2 0 0 1-2 2h-3M8 21H5a2 2 0 0 1-2-2v-3" />
      <path d="M2 12h20M8 7.5v1.2M12 7.5v1.2M16 7.5v1.2M8 15.3v1.2M12 15.3v1.2M16 15.3v1.2" />
    </Strokes>
  );
}

export function ArrowLeft({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M21 12H3.5M10.5 4.5 3 12l7.5 7.5" />
    </Strokes>
  );
}

export function ArrowRight({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M3 12h17.5M13.5 4.5 21 12l-7.5 7.5" />
    </Strokes>
  );
}

export function ArrowUp({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M12 21V3.5M4.5 10.5 12 3l7.5 7.5" />
    </Strokes>
  );
}

export function ArrowDown({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M12 3v17.5M4.5 13.5 12 21l7.5-7.5" />
    </Strokes>
  );
}

export function Person({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <circle cx="12" cy="7.2" r="4.2" />
      <path d="M4 21c.6-4.8 3.8-7 8-7s7.4 2.2 8 7" />
    </Strokes>
  );
}

/** A small child held by the hand of a grown-up who is cut by the frame. */
export function Child({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <circle cx="12" cy="6.5" r="3.7" />
      <path d="M12 10.2v5.3M6 12.2l6 .3 6-.3M12 15.5 9 21.5M12 15.5l3 6M10.9 2.8c.2-.8 1-1.3 1.9-1.2" />
    </Strokes>
  );
}

export function Pregnant({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <circle cx="11" cy="4.5" r="2.7" />
      <path d="M9.3 9.5c-1 1.6-1.3 3.8-1.3 6.3V17h1.5v5M13 22v-4.3c2.7-.3 4.3-1.8 4.3-3.9 0-2-1.5-3-3.3-3.4-.2-1.3-1.2-1.9-2.6-1.9-.9 0-1.6.3-2.1 1M10.8 12.4c.5 1.8 1.6 2.7 3.4 2.6" />
    </Strokes>
  );
}

/** An old person with a stick. */
export function Elder({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <circle cx="10.5" cy="4.5" r="2.7" />
      <path d="M8.5 22l1.2-6.3M9.7 15.7l3 2.3.5 4M9.7 15.7 8.6 10c0-1.2 1-2 2.2-1.8 1.2.2 1.6 1 2 2.2l1.2 2.4 3.5.7M17.5 22v-8.5c0-1.6 2.5-1.6 2.5 0" />
    </Strokes>
  );
}

export function Wheelchair({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <circle cx="10" cy="3.8" r="1.9" />
      <path d="M10 7.8v6h5.5l2.7 5.2 2-.9M10 10.4h4.6M7.3 11.3a5.6 5.6 0 1 0 7.4 7" />
    </Strokes>
  );
}

/** Merit: people with service to the country. */
export function Star({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="m12 2.8 2.8 5.9 6.4.8-4.7 4.5 1.2 6.4-5.7-3.2-5.7 3.2 1.2-6.4L2.8 9.5l6.4-.8z" />
    </Strokes>
  );
}

/** Calls a member of staff. */
export function Bell({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M4 17.5c1.5-1.5 2-3.2 2-6.5a6 6 0 0 1 12 0c0 3.3.5 5 2 6.5zM10 20.5a2.2 2.2 0 0 0 4 0M12 5V2.8" />
    </Strokes>
  );
}

/** A board on the wall. */
export function Screen({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <rect x="2" y="4" width="20" height="13" rx="2" />
      <path d="M6 8.5h4M6 12.5h4M14 8.5h4M14 12.5h4M12 17v4M8 21h8" />
    </Strokes>
  );
}

export function Clock({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M12 6.5V12l3.8 2.3" />
    </Strokes>
  );
}

export function Check({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M3.5 12.8 9.3 18.5 20.5 6" />
    </Strokes>
  );
}

export function Undo({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M8.5 4 3.5 9l5 5M3.5 9H14a5.8 5.8 0 0 1 0 11.5H8" />
    </Strokes>
  );
}

/** A globe: choose the language. */
export function Language({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M2.5 12h19M12 2.5c3 2.7 4 6 4 9.5s-1 6.8-4 9.5c-3-2.7-4-6-4-9.5s1-6.8 4-9.5z" />
    </Strokes>
  );
}

/** Ends what is going on. */
export function Stop({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M8.5 8.5h7v7h-7z" />
    </Strokes>
  );
}

/** Three bars, as many of them filled as the sound is loud. */
export function Loudness({ label, step }: PictogramProps & { step: 1 | 2 | 3 }): VNode {
  const bars = ['M3 20v-5h4v5z', 'M10 20V10h4v10z', 'M17 20V4h4v16z'];
  return (
    <Strokes label={label}>
      {bars.map((bar, index) => (
        <path key={bar} d={bar} fill={index < step ? 'currentColor' : 'none'} />
      ))}
    </Strokes>
  );
}

/** A triangle with a sign: somebody must look at this. */
export function Warning({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M12 3 22 20.5H2zM12 9.5v5.2M12 17.6v.1" />
    </Strokes>
  );
}

export function Pause({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M7 4.5h3.2v15H7zM13.8 4.5H17v15h-3.2z" />
    </Strokes>
  );
}

export function Calendar({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <rect x="3" y="5" width="18" height="16" rx="2" />
      <path d="M3 10h18M8 2.5V7M16 2.5V7M8 14.2h.1M12 14.2h.1M16 14.2h.1M8 17.4h.1M12 17.4h.1" />
    </Strokes>
  );
}

/** Back to where somebody has been: the way from the lab to the doctor. */
export function Return({ label }: PictogramProps): VNode {
  return (
    <Strokes label={label}>
      <path d="M20 4v7a4 4 0 0 1-4 4H4.5M9.5 9.5 4 15l5.5 5.5" />
    </Strokes>
  );
}
