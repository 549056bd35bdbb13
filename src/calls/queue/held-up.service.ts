import { Injectable } from '@nestjs/common';
import type { HeldUp } from '../model/call-step.js';

/** What this instance saw last of what holds up all calls. */
@Injectable()
export class HeldUpService {
  current: HeldUp | null = null;
}
