// All checks in one process: the packages take a second to load.
import './agents.mjs';
import './keys.mjs';
import './realtime.mjs';
import './rest.mjs';
