import type { EventTypeRecord } from '../event-types.api.js';

/** An event type as the SQL of this feature reads it: timestamps are ISO 8601 strings in UTC. */
export interface EventTypeRow extends EventTypeRecord {
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The columns of a row `t` of event types with its hosts and required bookables. */
export const RECORD_COLUMNS = `t.id, t.owner_id AS "ownerId", t.organization_id AS "organizationId",
  t.parent_id AS "parentId", t.slug, t.title, t.description, t.location, t.time_zone AS "timeZone",
  t.is_public AS "isPublic", t.is_active AS "isActive", t.durations,
  t.slot_interval_minutes AS "slotIntervalMinutes", t.buffer_before_minutes AS "bufferBeforeMinutes",
  t.buffer_after_minutes AS "bufferAfterMinutes", t.minimum_notice_minutes AS "minimumNoticeMinutes",
  t.booking_window AS "bookingWindow", t.limits, t.seats, t.requires_confirmation AS "requiresConfirmation",
  t.with_session AS "withSession", t.session_language AS "sessionLanguage",
  t.questions, t.success_redirect_url AS "successRedirectUrl", t.redirects_with_booking AS "redirectsWithBooking",
  t.redirects_in_frames AS "redirectsInFrames", t.reminder_minutes AS "reminderMinutes", t.assignment,
  t.fairness_window_days AS "fairnessWindowDays", t.version, t.created_at AS "createdAt", t.updated_at AS "updatedAt",
  (SELECT coalesce(json_agg(json_build_object('userId', h.user_id, 'scheduleId', h.schedule_id, 'weight', h.weight,
     'priority', h.priority) ORDER BY h.priority DESC, h.user_id), '[]')
   FROM event_type_hosts h WHERE h.event_type_id = t.id) AS hosts,
  ARRAY(SELECT b.bookable_id FROM event_type_bookables b WHERE b.event_type_id = t.id ORDER BY b.bookable_id)
    AS "requiredBookableIds"`;
