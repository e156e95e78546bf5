// SPDX-License-Identifier: Apache-2.0
#include "app/cli/program.h"

int main(int argc, char** argv)
{
    return static_cast<int>(remit::cli::runProgram(argc, argv));
}
