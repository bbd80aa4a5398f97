/** The order to fall silent, which may come at any moment of a play: also while a device is still being asked. */
export type CutSwitch = {
  /** A play begins; what was ordered before does not concern it. */
  begin(): void;
  end(): void;
  /** Does nothing while nothing is played. */
  cut(): void;
  isCut(): boolean;
  /** Calls `go` once the order comes, at once if it has come. */
  whenCut(go: () => void): void;
};

export function openCutSwitch(): CutSwitch {
  let playing = false;
  let ordered = false;
  let waiting: (() => void) | null = null;
  const set = (begun: boolean): void => {
    playing = begun;
    ordered = false;
    waiting = null;
  };
  return {
    begin: () => set(true),
    end: () => set(false),
    cut() {
      ordered = playing;
      if (ordered) waiting?.();
      waiting = null;
    },
    isCut: () => ordered,
    whenCut(go) {
      if (ordered) go();
      else waiting = go;
    },
  };
}
