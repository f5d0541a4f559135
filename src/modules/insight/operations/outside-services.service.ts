import { Injectable } from '@nestjs/common';
import { CircuitBreakers } from '../../../infra/circuits/circuit-breakers.js';
import { type OutsideServicesDto, toOpenCircuitDto } from './dto/outside-service.dto.js';

const MOST_SHOWN = 100;

/** Shows administrators which services of others are away. */
@Injectable()
export class OutsideServicesService {
  constructor(private readonly circuits: CircuitBreakers) {}

  async list(): Promise<OutsideServicesDto> {
    const states = await this.circuits.states();
    const circuits = await this.circuits.listOpen(MOST_SHOWN);
    return {
      services: states.map(({ service: { name }, state, open }) => ({
        name,
        state,
        open,
        circuits: circuits.filter(({ service }) => service === name).map(toOpenCircuitDto),
      })),
    };
  }
}
