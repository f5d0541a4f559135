import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_RESTORABLE } from '../bookings.errors.js';

/** What an instance has from its series. */
export interface InstanceOrigin {
  /** SEQUENCE of what the series has told of itself. */
  readonly sequence: number;
  /** Who is in the series. */
  readonly people: ReadonlyArray<{ readonly userId: string | null; readonly email: string | null }>;
}

/**
 * The feature that keeps series, as far as bookings have to know it. It stands above this one, so it is found among the
 * providers, as those are who hold data of users.
 */
export abstract class SeriesOfInstances {
  /**
   * Locks the series until the transaction ends.
   * @returns null when it is cancelled, or its rule does not give the date any more
   */
  abstract openInstance(seriesId: string, recurrenceId: string): Promise<InstanceOrigin | null>;
}

/** Asks the feature that keeps series. */
@Injectable()
export class InstanceSeries {
  private found?: SeriesOfInstances;

  constructor(private readonly discovery: DiscoveryService) {}

  /** @throws CodedError not_restorable when its series has no such date any more */
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
