import { startCircuit } from "./connection";
import { startLook } from "./look";

startLook();
startCircuit();
