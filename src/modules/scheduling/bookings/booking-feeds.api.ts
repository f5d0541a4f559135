/** Whose bookings a calendar shows: those a person is expected at, those of an organization, or those of a bookable. */
export type FeedScope =
  | { readonly kind: 'person'; readonly userId: string }
  | { readonly kind: 'organization'; readonly organizationId: string }
  | { readonly kind: 'bookable'; readonly bookableId: string };

export interface FeedDetails {
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  /** Who else takes part, without those who declined. */
  readonly companions: readonly string[];
}

/** A booking as somebody's calendar shows it. */
export interface FeedEntry {
  /** The one in the e-mails about the booking. */
  readonly uid: string;
  readonly sequence: number;
  readonly start: Date;
  readonly end: Date;
  /** Waits for its confirmation. */
  readonly isTentative: boolean;
  /** Null where the viewer may only know that the time is taken. */
  readonly details: FeedDetails | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The bookings, as calendars of other programs show them. */
export abstract class BookingFeedsApi {
  /**
   * What takes place or may take place between two moments, by start; at most 5,000. That the viewer may see the
   * person, the organization or the bookable at all is for the caller to know.
   */
  abstract entries(viewerId: string, scope: FeedScope, from: Date, to: Date): Promise<FeedEntry[]>;

  /**
   * Of these ids, the bookings and series of this installation that know by themselves whether they take the time of the
   * bookable: because they claim it, because the person attends them and that counts, or because they do not any more. In
   * one query.
   * @param attendingCounts whether bookings that the person agreed to attend take their time
   * @returns until when each knows it, by id; null: for ever
   */
  abstract knowing(
    bookableId: string,
    ids: readonly string[],
    attendingCounts: boolean,
  ): Promise<Map<string, Date | null>>;
}
