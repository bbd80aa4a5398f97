import type { VNode } from 'preact';
import type { Say } from './words.ts';

const CODE =
  'M0 0h7v7H0zM2 2h3v3H2zM11 0h7v7h-7zM13 2h3v3h-3zM0 11h7v7H0zM2 13h3v3H2zM9 9h3v3H9zM14 11h4v2h-4zM11 15h3v3h-3zM15 15h3v3h-3z';

function Code({ x, y, size }: { x: number; y: number; size: number }): VNode {
  const scale = size / 18;
  return (
    <g transform={`translate(${x} ${y}) scale(${scale})`}>
      <rect class="halo" x="-3" y="-3" width="24" height="24" rx="3" />
      <path class="dark" d={CODE} fill-rule="evenodd" />
    </g>
  );
}

/** Chip card, front: photograph below the emblem, code at the top right. */
function ChipCardFront(): VNode {
  return (
    <svg class="card" viewBox="0 0 160 100" aria-hidden="true">
      <rect class="sheet" x="2" y="2" width="156" height="96" rx="8" />
      <circle class="shade" cx="24" cy="22" r="9" />
      <rect class="shade" x="12" y="40" width="34" height="44" rx="3" />
      <circle class="face" cx="29" cy="55" r="8" />
      <path class="face" d="M15 82c1-11 6-16 14-16s13 5 14 16z" />
      <path class="line" d="M42 18h56M42 28h40M56 50h52M56 62h40M56 74h62M56 86h34" />
      <Code x={120} y={14} size={26} />
    </svg>
  );
}

/** Card of 2024, back: chip left, code right, three machine-readable lines below. */
function NewCardBack(): VNode {
  return (
    <svg class="card" viewBox="0 0 160 100" aria-hidden="true">
      <rect class="sheet" x="2" y="2" width="156" height="96" rx="8" />
      <rect class="shade" x="14" y="28" width="24" height="19" rx="3" />
      <path class="line" d="M14 14h70M52 28h44M52 40h30M52 52h40" />
      <path class="dashes" d="M14 72h132M14 81h132M14 90h132" />
      <Code x={118} y={20} size={30} />
    </svg>
  );
}

function PhoneWithCode(): VNode {
  return (
    <svg class="card" viewBox="0 0 160 100" aria-hidden="true">
      <rect class="sheet" x="54" y="2" width="52" height="96" rx="8" />
      <path class="line" d="M72 9h16M66 72h28M66 80h20" />
      <Code x={66} y={26} size={28} />
    </svg>
  );
}

function InsuranceCard(): VNode {
  return (
    <svg class="card" viewBox="0 0 160 100" aria-hidden="true">
      <rect class="sheet" x="2" y="2" width="156" height="96" rx="3" />
      <path class="shade" d="M2 5a3 3 0 0 1 3-3h150a3 3 0 0 1 3 3v15H2z" />
      <path class="line" d="M14 36h78M14 50h60M14 64h78M14 78h50" />
      <Code x={116} y={52} size={30} />
    </svg>
  );
}

const pictures = [
  { word: 'idle.cccd', Picture: ChipCardFront },
  { word: 'idle.can-cuoc', Picture: NewCardBack },
  { word: 'idle.vneid', Picture: PhoneWithCode },
  { word: 'idle.bhyt', Picture: InsuranceCard },
] as const;

/**
 * The four things that can be put on the reader, each the right way up with its code marked: the chip card has
 * it on the front, the card issued from July 2024 on the back (Circulars 06/2021 and 16/2024/TT-BCA).
 */
export function CardPictures({ say }: { say: Say }): VNode {
  return (
    <ul class="cards">
      {pictures.map(({ word, Picture }) => (
        <li key={word}>
          <Picture />
          <span>{say(word, null)}</span>
        </li>
      ))}
    </ul>
  );
}
