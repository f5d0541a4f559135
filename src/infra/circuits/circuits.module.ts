import { Global, Module } from '@nestjs/common';
import { CircuitBreakers } from './circuit-breakers.js';

@Global()
@Module({ providers: [CircuitBreakers], exports: [CircuitBreakers] })
export class CircuitsModule {}
