import { type MailTemplate, type Recipient, type RenderedMail, renderDocument } from './mail-template.js';
import type { MailDocument } from './rendering/document.js';
import { bookingCancelled } from './templates/booking-cancelled.template.js';
import { bookingConfirmation } from './templates/booking-confirmation.template.js';
import { bookingDeclined } from './templates/booking-declined.template.js';
import { bookingReminder } from './templates/booking-reminder.template.js';
import { bookingRequested } from './templates/booking-requested.template.js';
import { bookingRescheduled } from './templates/booking-rescheduled.template.js';
import { bookingUpdated } from './templates/booking-updated.template.js';
import { bookingWithdrawn } from './templates/booking-withdrawn.template.js';
import { confirmNewEmail } from './templates/confirm-new-email.template.js';
import { dailySummary } from './templates/daily-summary.template.js';
import { emailChanged } from './templates/email-changed.template.js';
import { onboardingTips } from './templates/onboarding-tips.template.js';
import { orgInvite } from './templates/org-invite.template.js';
import { passwordChanged } from './templates/password-changed.template.js';
import { passwordReset } from './templates/password-reset.template.js';
import { refreshReuse } from './templates/refresh-reuse.template.js';
import { seriesCancelled } from './templates/series-cancelled.template.js';
import { seriesChanged } from './templates/series-changed.template.js';
import { seriesConfirmation } from './templates/series-confirmation.template.js';
import { seriesDatesSkipped } from './templates/series-dates-skipped.template.js';
import { seriesWithdrawn } from './templates/series-withdrawn.template.js';
import { verifyEmail } from './templates/verify-email.template.js';
import { waitlistOffer } from './templates/waitlist-offer.template.js';
import { weeklyReport } from './templates/weekly-report.template.js';
import { welcome } from './templates/welcome.template.js';

/** Every mail that Lyceum sends. A name is stored with each delivery: it may be added, never changed. */
const templates = {
  WELCOME: welcome,
  VERIFY_EMAIL: verifyEmail,
  PASSWORD_RESET: passwordReset,
  ORG_INVITE: orgInvite,
  BOOKING_REQUESTED: bookingRequested,
  BOOKING_DECLINED: bookingDeclined,
  BOOKING_CONFIRMATION: bookingConfirmation,
  BOOKING_RESCHEDULED: bookingRescheduled,
  BOOKING_UPDATED: bookingUpdated,
  BOOKING_CANCELLED: bookingCancelled,
  BOOKING_REMINDER: bookingReminder,
  BOOKING_WITHDRAWN: bookingWithdrawn,
  WAITLIST_OFFER: waitlistOffer,
  SERIES_CONFIRMATION: seriesConfirmation,
  SERIES_CHANGED: seriesChanged,
  SERIES_DATES_SKIPPED: seriesDatesSkipped,
  SERIES_CANCELLED: seriesCancelled,
  SERIES_WITHDRAWN: seriesWithdrawn,
  ONBOARDING_TIPS: onboardingTips,
  DAILY_SUMMARY: dailySummary,
  WEEKLY_REPORT: weeklyReport,
  REFRESH_REUSE: refreshReuse,
  PASSWORD_CHANGED: passwordChanged,
  EMAIL_CHANGED: emailChanged,
  CONFIRM_NEW_EMAIL: confirmNewEmail,
} as const;

export type MailTemplateName = keyof typeof templates;
export const MAIL_TEMPLATE_NAMES = Object.keys(templates) as MailTemplateName[];

/** What the template of that name needs to know. */
export type MailData<T extends MailTemplateName> =
  (typeof templates)[T] extends MailTemplate<infer D extends object> ? D : never;

export const mailTemplates: { readonly [T in MailTemplateName]: MailTemplate<MailData<T>> } = templates;

/** @throws RangeError when a link in the data is not an absolute http(s) address */
export function composeMail<T extends MailTemplateName>(
  name: T,
  data: MailData<T>,
  recipient: Recipient,
): MailDocument {
  return mailTemplates[name].compose(data, recipient);
}

/** @throws RangeError when a link in the data is not an absolute http(s) address */
export function renderMail<T extends MailTemplateName>(name: T, data: MailData<T>, recipient: Recipient): RenderedMail {
  return renderDocument(composeMail(name, data, recipient));
}
