import { Injectable } from '@nestjs/common';
import { stateOf } from '../../pace/pace.js';
import { PaceService } from '../../pace/pace.service.js';
import { AttemptCheck, type Objection } from './attempt-check.js';

/** A pause on another instance is heeded after this long, at the latest. */
const PAUSE_SEEN_MS = 500;

/** Nobody is called while dispatch is paused. */
@Injectable()
export class PauseCheck extends AttemptCheck {
  readonly name = 'pause';

  constructor(private readonly pace: PaceService) {
    super();
  }

  async objectionTo(): Promise<Objection | null> {
    return stateOf(await this.pace.state(PAUSE_SEEN_MS)) === 'paused' ? { kind: 'hold' } : null;
  }
}
