import type {
  Known,
  PrinterLook,
  PrintState,
  ProfileChoice,
  Trial,
} from '../../../core/wire/printer-setup.ts';
import type { Completion } from '../../../printer-drivers/capability.ts';
import { type PrinterAddress, parsePrinterAddress } from '../../../printer-drivers/printer-address.ts';
import { allProfiles, provenanceOf } from '../../../printer-drivers/profile.ts';

/** From here on a line is that of an 80 mm roll. */
export const WIDE_DOTS = 512;

/** An address that was checked before it came here; a wrong one is a bug and throws. */
export function printerAt(address: string): PrinterAddress {
  const printer = parsePrinterAddress(address);
  if (!printer.ok) throw new Error(`printer address: ${printer.fault.code}`);
  return printer;
}

/** The address with some options changed (null: taken out); every other option stays as it was written. */
export function withOptions(address: string, changes: { readonly [option: string]: string | null }): string {
  const [place = '', query = ''] = address.trim().split('?');
  const others = query.split('&').filter((option) => option !== '' && !(option.split('=')[0]! in changes));
  const named = Object.entries(changes).flatMap(([option, value]) =>
    value === null ? [] : [`${option}=${value}`],
  );
  const options = [...others, ...named];
  return options.length === 0 ? place : `${place}?${options.join('&')}`;
}

export const optionOf = (address: string, option: string): string | null =>
  new URLSearchParams(address.split('?')[1] ?? '').get(option);

/** Whether a trial tells of this address; how tickets look does not matter to it. */
export const tellsOf = (trial: Trial, address: string): boolean =>
  withOptions(trial.address, { layout: null }) === withOptions(address, { layout: null });

/**
 * A printer as its address has it, with how each thing is known.
 * @param answered whether it was asked in this run, and talked back
 */
export function printerLook(address: string, trial: Trial | null, answered: boolean | null): PrinterLook {
  const { profile, mode } = printerAt(address);
  const seen = trial && tellsOf(trial, address) ? trial : null;
  const known = (what: Known['what'], value: string, isProbed: boolean): Known => ({
    what,
    value,
    how: isProbed ? 'probed' : provenanceOf(profile, what),
  });
  return {
    ...{ address, mode },
    profile: { id: profile.id, model: profile.model, dotsPerLine: profile.dotsPerLine },
    cuts: profile.cut !== 'none',
    known: [
      known('dotsPerLine', String(profile.dotsPerLine), seen?.edges === true),
      known('cut', profile.cut, seen?.cut === true),
      known('completion', profile.completion, false),
      known(
        'backChannel',
        answered === null ? profile.backChannel : answered ? 'yes' : 'none',
        answered !== null,
      ),
      known(
        'text',
        profile.text ? `${profile.text.lower}/${profile.text.upper}` : '',
        optionOf(address, 'pages') !== null,
      ),
    ],
  };
}

/** The profiles, those for files left out: nobody plugs in a file. */
export function profileChoices(): ProfileChoice[] {
  return allProfiles()
    .filter(({ id }) => !id.startsWith('file'))
    .map(({ id, vendor, model, dotsPerLine }) => ({
      id,
      name: model === null ? null : `${vendor} ${model}`,
      dotsPerLine,
    }));
}

/** The profile of the model that a printer calls itself; null where it is none of ours. Names can be lies. */
export function profileNamed(model: string | null): string | null {
  const said = (model ?? '').toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const found = allProfiles().find((profile) => {
    const own = (profile.model ?? '').toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
    return own !== '' && own === said;
  });
  return found?.id ?? null;
}

const LOWER_RUNG: { readonly [rung in Completion]: Completion | null } = {
  processId: 'gsr',
  gsr: 'dleeot',
  dleeot: 'none',
  none: null,
};

/**
 * What the ticks of a sheet say that the address should be: no cutter, the other roll, pictures instead of the
 * printer's own letters or codes, less proof where the sheet came out and the printer kept silent. Null: nothing to
 * change, or nothing is known to help.
 * @param outcome of that sheet; null when it was printed in an earlier run
 */
export function refinedBy(trial: Trial, outcome: PrintState | null): string | null {
  const { address } = trial;
  const { profile, mode } = printerAt(address);
  const changes: { [option: string]: string | null } = {};
  if (!trial.cut && profile.cut !== 'none') changes.cut = 'none';
  if (!trial.edges)
    Object.assign(changes, {
      dots: null,
      profile: profile.dotsPerLine < WIDE_DOTS ? 'generic-80' : 'generic-58',
    });
  const isOwn = mode === 'text' || mode === 'ascii' ? !trial.letters : mode === 'hybrid' && !trial.code;
  if (isOwn) Object.assign(changes, { mode: null, pages: null });
  const lower = LOWER_RUNG[profile.completion];
  // Somebody holds the sheet that the printer did not confirm: waiting for that proof would make every ticket unknown.
  if (outcome === 'unknown' && trial.letters && lower !== null) changes.completion = lower;
  const refined = withOptions(address, changes);
  return refined === address || !parsePrinterAddress(refined).ok ? null : refined;
}
