import { plain, type Recipe } from './frame-recipe.ts';

/** A way in which frames get worse, and the recipe at severity `t` from 0 to 1. */
export type FrameClass = { name: string; count: number; recipe: (t: number, chance: () => number) => Recipe };

const from = (mild: number, severe: number) => (t: number) => mild + (severe - mild) * t;
const one =
  (change: (t: number, chance: () => number) => Partial<Recipe>): FrameClass['recipe'] =>
  (t, chance) => ({ ...plain, ...change(t, chance) });

/** 480 frames; a code of good print stands at 5 pixels a module unless its class says otherwise. */
export const frameClasses: readonly FrameClass[] = [
  { name: 'clean', count: 30, recipe: one(() => ({})) },
  { name: 'small', count: 40, recipe: one((t) => ({ pixelsPerModule: from(3, 1.4)(t) })) },
  { name: 'blur', count: 30, recipe: one((t) => ({ blur: from(0.3, 0.9)(t) })) },
  { name: 'rotate', count: 30, recipe: one((t) => ({ turn: from(5, 40)(t) })) },
  { name: 'perspective', count: 30, recipe: one((t) => ({ tilt: from(15, 50)(t) })) },
  { name: 'lowcontrast', count: 30, recipe: one((t) => ({ span: from(70, 12)(t) })) },
  { name: 'glare', count: 30, recipe: one((t) => ({ glare: from(0.08, 0.3)(t) })) },
  { name: 'noise', count: 30, recipe: one((t) => ({ noise: from(12, 57)(t) })) },
  { name: 'dirt', count: 30, recipe: one((t) => ({ dirt: from(0.01, 0.08)(t) })) },
  { name: 'moire', count: 30, recipe: one((t) => ({ moire: from(12, 55)(t) })) },
  { name: 'shadow', count: 30, recipe: one((t) => ({ shadow: from(0.75, 0.2)(t) })) },
  { name: 'motion', count: 30, recipe: one((t) => ({ motion: from(0.4, 1.8)(t) })) },
  { name: 'quiet', count: 30, recipe: one((t) => ({ quiet: from(2, 0)(t) })) },
  { name: 'inverted', count: 20, recipe: one(() => ({ isInverted: true })) },
  {
    name: 'combo',
    count: 60,
    recipe: one((t, chance) => {
      const pixelsPerModule = from(4, 2.6)(chance());
      const blur = from(0.6, 1.1)(t) / pixelsPerModule;
      return {
        pixelsPerModule,
        blur,
        turn: 20 * chance(),
        tilt: 18 * chance(),
        noise: from(4, 9)(t),
        span: 110,
      };
    }),
  },
];
