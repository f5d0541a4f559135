import type { Feature } from '../../../infra/features/feature.js';
import { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import {
  WAITLIST_ACCEPTED,
  WAITLIST_JOINED,
  WAITLIST_LEFT,
  WAITLIST_OFFERED,
  WAITLIST_OFFER_EXPIRED,
  WAITLIST_PASSED_OVER,
  WAITLIST_REMOVED,
} from './waitlist.events.js';
import { waitlistOfferMail } from './mails/waitlist-offer.template.js';
import { waitlistRemovedMail } from './mails/waitlist-removed.template.js';

export const waitlistFeature: Feature = {
  name: 'waitlist',
  tags: { Waitlist: 'Slots for those who wait until one is free.' },
  keyResources: ['waitlist'],
  entities: [WaitlistEntry],
  module: () => import('./waitlist.module.js'),
  http: () => import('./waitlist.http.module.js'),
  worker: () => import('./waitlist.worker.module.js'),
  // The literal `:secret`, escaped: `waitlist/:id` of the API must not match.
  pages: { routes: ['waitlist/\\:secret'] },
  events: [
    { type: WAITLIST_JOINED, audit: 'info' },
    { type: WAITLIST_OFFERED, audit: 'info' },
    { type: WAITLIST_ACCEPTED, audit: 'info' },
    { type: WAITLIST_OFFER_EXPIRED, audit: 'info' },
    { type: WAITLIST_PASSED_OVER, audit: 'info' },
    { type: WAITLIST_LEFT, audit: 'info' },
    { type: WAITLIST_REMOVED, audit: 'info' },
  ],
  mails: [waitlistOfferMail, waitlistRemovedMail],
};
