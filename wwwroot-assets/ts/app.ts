import { startCircuit } from "./connection";

startCircuit();
