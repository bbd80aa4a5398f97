/** What the printer's page asks of its station: the last part of the address, and what goes with it. */
export type Wish = (
  what:
    | 'search'
    | 'stop'
    | 'pick'
    | 'ask'
    | 'set'
    | 'drop'
    | 'use'
    | 'back'
    | 'sheet'
    | 'ticks'
    | 'refine'
    | 'letters'
    | 'letters-seen'
    | 'roll'
    | 'recover'
    | 'look',
  body: object,
) => void;
