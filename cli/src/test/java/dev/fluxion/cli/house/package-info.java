/** What holds for the whole project: the directions of its modules and the form of its sources. */
package dev.fluxion.cli.house;
