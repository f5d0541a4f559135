/*
 * DTOs for controllers and DTOs of other features. Services use the types of `*.api.ts`.
 */

export { JoinWaitlistDto } from './dto/waitlist-entry.dto.js';
