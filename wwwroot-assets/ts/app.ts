import "./connection";
