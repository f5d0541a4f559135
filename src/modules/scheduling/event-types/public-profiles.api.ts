import type { Brand } from '../../people/organizations/brands.api.js';
import type { PersonPicture } from '../../people/users/users.api.js';

/** Whose page lists what can be booked with them. */
export interface PublicProfile {
  readonly kind: 'person' | 'organization';
  readonly slug: string;
  readonly name: string;
  /** What a person says of themselves. */
  readonly description: string | null;
  /** IANA name; null for an organization. */
  readonly timeZone: string | null;
  /** Null for a person. */
  readonly brand: Brand | null;
  /** Null for an organization, and for a person without one. */
  readonly picture: PersonPicture | null;
  /** Public and active ones, by title. */
  readonly eventTypes: readonly ListedEventType[];
}

/** An event type, as far as a list shows it. */
export interface ListedEventType {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string | null;
  /** In minutes; the first one is the default. */
  readonly durations: readonly number[];
}

/** Public pages of people and organizations, for whoever has their address. */
export abstract class PublicProfilesApi {
  /** @returns null also for one whose account is closed or deactivated */
  abstract find(slug: string): Promise<PublicProfile | null>;
}
