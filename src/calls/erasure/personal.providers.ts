import { PersonalUnmatchedEvents } from '../news/personal-unmatched-events.service.js';
import { PersonalLanes } from '../queue/personal-lanes.service.js';
import { PersonalCalls } from './personal-calls.service.js';

/** What the collections of calls hold of a person. */
export const PERSONAL = [PersonalCalls, PersonalLanes, PersonalUnmatchedEvents];
