import type { Capabilities, Profile, Provenance } from './capability.ts';
import { PROFILE_TABLE } from './profile-table.ts';

/** The profile of that name or alias, null when there is none. */
export function findProfile(id: string): Profile | null {
  return PROFILE_TABLE.find((profile) => profile.id === id || profile.aliases.includes(id)) ?? null;
}

/** All known profiles, for a list to choose from. */
export function allProfiles(): readonly Profile[] {
  return PROFILE_TABLE;
}

/** How a capability of a profile is known. */
export function provenanceOf(profile: Profile, capability: keyof Capabilities): Provenance {
  return profile.proven[capability] ?? 'unverified';
}
