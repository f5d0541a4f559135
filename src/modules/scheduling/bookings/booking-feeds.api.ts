/** Scope of a calendar feed: bookings of a person (organized or attended), of an organization, or of a bookable. */
export type FeedScope =
  | { readonly kind: 'person'; readonly userId: string }
  | { readonly kind: 'organization'; readonly organizationId: string }
  | { readonly kind: 'bookable'; readonly bookableId: string };

export interface FeedDetails {
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  /** Names of the other participants, without those who declined. */
  readonly companions: readonly string[];
}

/** A booking as a VEVENT of a feed. */
export interface FeedEntry {
  /** UID, the same as in e-mails about the booking. */
  readonly uid: string;
  readonly sequence: number;
  readonly start: Date;
  readonly end: Date;
  /** Pending, that is, STATUS:TENTATIVE. */
  readonly isTentative: boolean;
  /** Null where the viewer may only see busy time. */
  readonly details: FeedDetails | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/**
 * Port of features that plan bookings for people who are no attendees of them (dependency inversion): found among the
 * providers by its base class.
 */
export abstract class BookingAudiences {
  /** Ids of bookings within the range that the person has by it. */
  abstract bookingsFor(userId: string, from: Date, to: Date): Promise<string[]>;
}

/** Bookings for calendar feeds. */
export abstract class BookingFeedsApi {
  /**
   * Live bookings that overlap the range, by start; at most 5,000. The caller authorizes access to the person, the
   * organization or the bookable.
   */
  abstract entries(viewerId: string, scope: FeedScope, from: Date, to: Date): Promise<FeedEntry[]>;

  /**
   * Those of these ids of bookings and series whose own data decide whether they take the bookable's time: because they
   * claim it, because the person attends them and that counts, or because they do not any more. Events with these ids
   * in external calendars are echoes of our own invitations, to be ignored. In one query.
   * @param attendingCounts whether accepted invitations count as busy
   * @returns by id, until when they decide; null: without end
   */
  abstract knowing(
    bookableId: string,
    ids: readonly string[],
    attendingCounts: boolean,
  ): Promise<Map<string, Date | null>>;
}
