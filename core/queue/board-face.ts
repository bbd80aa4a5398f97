import { leastLetterRem, mostRows } from './board-size.ts';
import type { Clinic, ClinicBoard } from './clinic-file.ts';

type Span = { from: string; to: string };

/** How a board looks, from the clinic file alone: it changes with the file and never during the day. */
export type BoardFace = {
  layout: ClinicBoard['layout'];
  /** The least size of codes and rooms, in hundredths of the short side of the screen. */
  letterRem: number;
  /** Rows of one page at most. */
  rows: number;
  /** Seconds without a call until pictures may be shown; 0: never. */
  slidesAfterSeconds: number;
  /** When its services take people; empty: at all hours. */
  hours: Span[];
  night: Span;
  /** A loudspeaker calls for its rooms: the large call waits for the voice. */
  spoken: boolean;
};

/** The face of a board of that clinic. */
export function boardFace(clinic: Clinic, board: ClinicBoard): BoardFace {
  const { layout, rows, slidesAfterSeconds, night } = board;
  return {
    layout,
    letterRem: leastLetterRem(board),
    rows: rows ?? mostRows(board),
    slidesAfterSeconds,
    hours: hoursOf(clinic, board),
    night,
    spoken: clinic.speakers.some((speaker) => speaker.rooms.some((room) => board.rooms.includes(room))),
  };
}

/** The hours of all services of the board's rooms together. */
function hoursOf({ rooms, services }: Clinic, board: ClinicBoard): Span[] {
  const served = new Set(rooms.filter(({ id }) => board.rooms.includes(id)).flatMap((room) => room.services));
  const own = services.filter(({ id }) => served.has(id));
  if (own.some(({ hours, overnight }) => overnight || hours.length === 0)) return [];
  return own.flatMap(({ hours }) => hours);
}
