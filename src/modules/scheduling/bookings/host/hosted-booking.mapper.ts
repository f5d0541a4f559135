import { publicBrand } from '../../../people/organizations/brands.api.js';
import type { HostedBookingView } from '../hosted-bookings.api.js';
import type { HostedBookingDto } from './hosted-booking.dto.js';

export function toHostedBookingDto({ brand, ...booking }: HostedBookingView): HostedBookingDto {
  return { ...booking, brand: brand && publicBrand(brand) };
}
