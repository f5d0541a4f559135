/*
 * DTOs for controllers and DTOs of other features. Services use the types of `*.api.ts`.
 */

export { BookingDto, BookingPersonDto } from './booking/booking.dto.js';
export { toBookingDto } from './booking/booking.mapper.js';
export { AttendeesField, NewAttendeeDto } from './change/change-booking.dto.js';
export { BookerDto, BookSlotDto, NotesField } from './make/book-slot.dto.js';
