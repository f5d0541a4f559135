import { SetMetadata } from '@nestjs/common';

const BASE = 'https://purl.imsglobal.org/spec/or/v1p2/scope/';

export const ROSTER_CORE = `${BASE}roster-core.readonly`;
export const ROSTER = `${BASE}roster.readonly`;
export const DEMOGRAPHICS = `${BASE}roster-demographics.readonly`;
export const GRADEBOOK_CORE = `${BASE}gradebook-core.readonly`;
export const GRADEBOOK = `${BASE}gradebook.readonly`;
export const GRADEBOOK_PUT = `${BASE}gradebook.createput`;
export const GRADEBOOK_DELETE = `${BASE}gradebook.delete`;

/** Of OAuth 2, as the standard names them. */
export const ROSTER_SCOPES = [
  ROSTER_CORE,
  ROSTER,
  DEMOGRAPHICS,
  GRADEBOOK_CORE,
  GRADEBOOK,
  GRADEBOOK_PUT,
  GRADEBOOK_DELETE,
] as const;
export type RosterScope = (typeof ROSTER_SCOPES)[number];

export const NEEDED_SCOPES = 'lyceum:oneroster-scopes';

/** One of these is needed. */
export const NeedsScope = (...scopes: RosterScope[]) => SetMetadata(NEEDED_SCOPES, scopes);
