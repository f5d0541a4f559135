import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Counts the events of a booking that somebody wants to hear of. Its lock puts their snapshots in order. */
@Entity('webhook_sequences')
export class WebhookSequence {
  @ForeignKey('Booking', { onDelete: 'CASCADE', name: 'webhook_sequences_booking_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  bookingId: string;
  @Column({ type: 'int' }) last: number;
}
