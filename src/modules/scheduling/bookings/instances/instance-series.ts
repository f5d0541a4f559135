import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_RESTORABLE } from '../bookings.errors.js';

/** The series of an instance. */
export interface InstanceOrigin {
  /** SEQUENCE of the series. */
  readonly sequence: number;
  /** Attendees of the series. */
  readonly people: ReadonlyArray<{ readonly userId: string | null; readonly email: string | null }>;
}

/**
 * Port of the series feature, which depends on this one (dependency inversion): found among the providers by its base
 * class.
 */
export abstract class SeriesOfInstances {
  /**
   * Locks the series until the transaction ends.
   * @returns null when it is cancelled, or its rule has no such instance any more
   */
  abstract openInstance(seriesId: string, recurrenceId: string): Promise<InstanceOrigin | null>;
}

/** Finds the implementation of `SeriesOfInstances`. */
@Injectable()
export class InstanceSeries {
  private found?: SeriesOfInstances;

  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws CodedError not_restorable when the series has no such instance any more */
  async open(instance: {
    readonly seriesId: string | null;
    readonly recurrenceId: string | null;
  }): Promise<InstanceOrigin | null> {
    if (instance.seriesId === null || instance.recurrenceId === null) return null;
    const origin = await this.series().openInstance(instance.seriesId, instance.recurrenceId);
    if (!origin) throw new CodedError(NOT_RESTORABLE, { detail: 'Its series does not have this date any more.' });
    return origin;
  }

  private series(): SeriesOfInstances {
    const instances = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    this.found ??= instances.find((instance) => instance instanceof SeriesOfInstances);
    if (!this.found) throw new Error('No feature of this process keeps series.');
    return this.found;
  }
}
