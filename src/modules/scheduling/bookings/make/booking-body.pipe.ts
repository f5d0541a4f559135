import { createParamDecorator, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { InputPipe } from '../../../../infra/http/validation.pipe.js';
import { BookSlotDto } from './book-slot.dto.js';
import { CreateBookingDto } from '../change/change-booking.dto.js';

class BookingPipe implements PipeTransform {
  private readonly input = new InputPipe();

  transform(body: unknown): Promise<unknown> {
    const isSlot = typeof body === 'object' && body !== null && 'eventTypeId' in body;
    return this.input.transform(body, { type: 'body', metatype: isSlot ? BookSlotDto : CreateBookingDto });
  }
}

const GivenBody = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().body,
);

/** Body by discriminator: with `eventTypeId` it books a slot (`BookSlotDto`), otherwise it makes an ad-hoc booking. */
export const BookingBody = () => GivenBody(new BookingPipe());
