/** A list with an item of this kind, whatever else is in it. */
const including = (item: object): unknown => expect.arrayContaining([expect.objectContaining(item)]);

const CANCELLED = { status: 'cancelled', cancelReason: 'The speaker is ill.' };
const JOINED = { myRole: 'admin', members: including({ role: 'admin', status: 'joined' }) };
const PENDING = { status: 'pending', finishedAt: null };

/**
 * What an operation brings about, and its answer shows: that of the document, and that of the running system to the first
 * example of its body. `users.deleteMe 202` says it of one status.
 */
export const PROMISED: Readonly<Record<string, object>> = {
  'apiKeys.create': { version: 1, lastUsedAt: null, lastUsedNetwork: null },
  'apiKeys.rotate': { version: 1, lastUsedAt: null, lastUsedNetwork: null },
  'auth.login': { tokenType: 'Bearer' },
  'auth.refresh': { tokenType: 'Bearer' },
  'auth.register': { user: expect.objectContaining({ emailVerified: false, role: 'user' }) },
  'bookables.create': { version: 1, kind: 'room', isActive: true },
  'bookables.delete': { isActive: false },
  'bookingSeries.create': { version: 1, status: 'active', cancelledAt: null },
  'bookingSeries.delete': { status: 'cancelled', cancelledAt: expect.any(String), instances: [] },
  'bookingSeries.deleteInstance': { status: 'active', exdates: [expect.any(String)] },
  'bookingSeries.updateInstance': { instances: including({ isOverride: true }) },
  'bookings.addAttendee': { attendees: including({ status: 'needs_action' }) },
  'bookings.cancel': { ...CANCELLED, cancelledAt: expect.any(String) },
  'bookings.confirm': { status: 'confirmed' },
  'bookings.create 201': { version: 1, status: 'confirmed', cancelledAt: null },
  'bookings.create 202': { version: 1, status: 'pending' },
  'bookings.decline': { status: 'declined', cancelReason: 'Not that week.' },
  'bookings.delete': { status: 'cancelled', cancelledAt: expect.any(String) },
  'bookings.reassign': { status: 'confirmed' },
  'bookings.recordAttendance': { attendees: including({ isAbsent: true }) },
  'bookings.removeAttendee': { status: 'confirmed' },
  'bookings.reschedule': { status: 'confirmed' },
  'bookings.respond': { attendees: including({ status: 'accepted' }) },
  'bookings.restore': { status: 'confirmed', cancelledAt: null, cancelReason: null },
  'browserSignIn.login': { tokenType: 'Bearer' },
  'browserSignIn.refresh': { tokenType: 'Bearer' },
  'browserSignIn.register': { user: expect.objectContaining({ emailVerified: false, role: 'user' }) },
  'calendarFeeds.create': { scope: 'person', organizationId: null, bookableId: null, rotatedAt: null },
  'calendarFeeds.rotate': { rotatedAt: expect.any(String) },
  'emails.retry': { status: 'queued', sentAt: null },
  'emails.test': { template: 'TEST_EMAIL', status: 'queued', sentAt: null },
  'eventTypes.createCopies': { copies: including({ parentId: expect.any(String) }) },
  'eventTypes.create': { version: 1 },
  'externalCalendars.create': { version: 1, lastStatus: null, lastSyncAt: null, eventCount: null, notes: [] },
  'externalCalendars.sync': { nextSyncAt: expect.any(String) },
  'hostedBookings.cancel': { ...CANCELLED, canDecide: false, canCancel: false },
  'hostedBookings.confirm': { status: 'confirmed', canDecide: false },
  'hostedBookings.decline': { status: 'declined', canDecide: false, canCancel: false },
  'holds.create': { isExtended: false },
  'holds.extend': { isExtended: true },
  'invitations.accept': JOINED,
  'invitations.acceptByToken': { members: including({ role: 'owner' }) },
  'loginSessions.deleteOthers': { ended: expect.any(Number) },
  'managedBookings.cancel': { ...CANCELLED, canChange: false },
  'managedBookings.reschedule': { status: 'confirmed', canChange: true },
  'notifications.markAllRead': { updated: expect.any(Number) },
  'notifications.markRead': { isRead: true },
  'organizationInvitations.create': { status: 'pending' },
  'organizationMembers.add': {
    status: 'invited',
    userId: null,
    name: null,
    joinedAt: null,
    invitation: expect.objectContaining({ status: 'pending' }),
  },
  'organizationMembers.update': { status: 'joined', role: 'admin' },
  'organizations.create': { version: 1, myRole: 'owner', memberCount: 1 },
  'organizations.transfer': { myRole: 'admin', members: including({ role: 'owner' }) },
  'outOfOffice.create': { version: 1 },
  'schedules.create': { version: 1 },
  'schedules.deleteOverride': { overrides: [] },
  'users.create': { version: 1, emailVerified: false, lastLoginAt: null },
  'users.delete': { done: 0, finishedAt: null },
  'users.deleteMe': { done: 0, finishedAt: null },
  'waitlist.accept': { version: 1, status: 'confirmed' },
  'waitlist.create': { status: 'waiting', offer: null, bookingId: null },
  'waitlistOffers.accept': { version: 1, status: 'confirmed' },
  'waitlistOffers.get': { status: 'offered', offer: expect.objectContaining({ expiresAt: expect.any(String) }) },
  'webhookDeliveries.redeliver': PENDING,
  'userSessions.deleteAll': { ended: expect.any(Number) },
  'webhooks.create': { version: 1 },
  'webhooks.rotateSecret': { previousSecretEndsAt: expect.any(String) },
  'webhooks.test': PENDING,
};

/** By the id of an operation, and the status where several are answered. */
export const promisedBy = (operationId: string, status: string | number): object | undefined =>
  PROMISED[operationId] ?? PROMISED[`${operationId} ${status}`];
