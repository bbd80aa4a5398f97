import type { ComponentChildren, VNode } from 'preact';

/** The pictures of the three steps and of what is plugged in: the grid and stroke of the house's pictograms. */
function Picture({ children }: { children: ComponentChildren }): VNode {
  return (
    <svg class="pictogram" viewBox="0 0 24 24" aria-hidden="true">
      {children}
    </svg>
  );
}

/** A hand-held scanner whose cable ends in a plug. */
export function PlugIn(): VNode {
  return (
    <Picture>
      <path d="M2.5 3.5h9.5l2.5 2v2l-2.5 2H8.2L6.8 15H3.4l1.3-5.5H2.5z" />
      <path d="M5 15c-.2 4 1 6 4.2 6 3 0 2.6-4.5 5.8-4.5h.5M15.5 14h3.2v5h-3.2zM18.7 15.2H22v2.6h-3.3" />
    </Picture>
  );
}

/** A scanner's beam on a code. */
export function ScanCode(): VNode {
  return (
    <Picture>
      <path d="M1.5 9h4l2 1.5v3l-2 1.5h-4M10 12h1.2M10 9.5l1-.6M10 14.5l1 .6" />
      <path d="M13.5 6h3v3h-3zM19 6h3v3h-3zM13.5 15h3v3h-3zM19 12.2h3M13.5 12.2h2.6M19 15.2v2.6h3V15.2" />
    </Picture>
  );
}

/** A scanner's beam on the code of a card. */
export function ScanCard(): VNode {
  return (
    <Picture>
      <path d="M1.5 9h3l2 1.5v3l-2 1.5h-3M8.2 12h.8M8.2 9.8l.8-.5M8.2 14.2l.8.5" />
      <rect x="11" y="6.5" width="11.5" height="11" rx="1.6" />
      <path d="M13.5 9.5h3v3h-3zM19 9.7h1.2M19 12.3h1.2M13.5 15h6.7" />
    </Picture>
  );
}

export function Keyboard(): VNode {
  return (
    <Picture>
      <rect x="1.5" y="6" width="21" height="12" rx="2" />
      <path d="M5.2 9.8h.1M8.6 9.8h.1M12 9.8h.1M15.4 9.8h.1M18.8 9.8h.1M5.2 12h.1M18.8 12h.1M8 14.5h8" />
    </Picture>
  );
}

/** A serial socket. */
export function Socket(): VNode {
  return (
    <Picture>
      <path d="M3 8h18l-2 8H5zM7.5 11h.1M10.5 11h.1M13.5 11h.1M16.5 11h.1M9 13.5h.1M12 13.5h.1M15 13.5h.1" />
    </Picture>
  );
}

/** Look here before going on. */
export function Notice(): VNode {
  return (
    <Picture>
      <path d="M12 3 22 20.5H2zM12 9.5v5.2M12 17.5h.1" />
    </Picture>
  );
}

/** A printed sheet, ticked. */
export function TickedSheet(): VNode {
  return (
    <Picture>
      <path d="M14.5 21.5H4V2.5h14v9M7.5 7h7M7.5 11h7M7.5 15h3.5" />
      <path d="M14 17.5l2.8 2.8L22 15" />
    </Picture>
  );
}

/** A roll of paper, its end hanging out. */
export function PaperRoll(): VNode {
  return (
    <Picture>
      <path d="M9 3.5a6.5 6.5 0 1 0 0 13h12.5V21H15.5v-11" />
      <path d="M9 3.5a6.5 6.5 0 0 1 6.5 6.5M9 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4" />
    </Picture>
  );
}

/** Tickets of different looks. */
export function Looks(): VNode {
  return (
    <Picture>
      <path d="M2.5 3h8v18h-8zM13.5 3h8v12h-8z" />
      <path d="M5 6.5h3v3H5zM5 13h3M5 16h3M16 6.5h3v3h-3z" />
    </Picture>
  );
}

/** What nobody can change. */
export function Lock(): VNode {
  return (
    <Picture>
      <path d="M5 10.5h14v10H5zM8 10.5V7a4 4 0 0 1 8 0v3.5M12 14.5v2.5" />
    </Picture>
  );
}

/** Looking for something. */
export function Search(): VNode {
  return (
    <Picture>
      <path d="M10.5 3a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M16 16l5.5 5.5" />
    </Picture>
  );
}
